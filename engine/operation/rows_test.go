package operation_test

import (
	"strings"
	"testing"

	"kvlab/engine/operation"
)

// rows are the operations as the service's documentation lists them: id, path, access-policy permission, RBAC data
// action below Microsoft.KeyVault/vaults/, operationName in the log. "-" is none. The list was put together from the
// SDK's clients, the permissions page and the logging page, and not from the table it checks.
const rows = `
secrets/set            /secrets/N            set      secrets/setSecret/action     SecretSet
secrets/get            /secrets/N/V          get      secrets/getSecret/action     SecretGet
secrets/update         /secrets/N/V          set      secrets/update/action        SecretUpdate
secrets/delete         /secrets/N            delete   secrets/delete               SecretDelete
secrets/list           /secrets              list     secrets/readMetadata/action  SecretList
secrets/list-versions  /secrets/N/versions   list     secrets/readMetadata/action  SecretListVersions
secrets/backup         /secrets/N/backup     backup   secrets/backup/action        SecretBackup
secrets/restore        /secrets/restore      restore  secrets/restore/action       SecretRestore
secrets/list-deleted   /deletedsecrets       list     secrets/readMetadata/action  SecretListDeleted
secrets/get-deleted    /deletedsecrets/N     get      secrets/readMetadata/action  SecretGetDeleted
secrets/purge          /deletedsecrets/N     purge    secrets/purge/action         SecretPurge
secrets/recover        /deletedsecrets/N/recover  recover  secrets/recover/action  SecretRecover

keys/create               /keys/N/create          create             keys/create/action         KeyCreate
keys/import               /keys/N                 import             keys/import/action         KeyImport
keys/get                  /keys/N/V               get                keys/read                  KeyGet
keys/update               /keys/N/V               update             keys/update/action         KeyUpdate
keys/delete               /keys/N                 delete             keys/delete                KeyDelete
keys/list                 /keys                   list               keys/read                  KeyList
keys/list-versions        /keys/N/versions        list               keys/read                  KeyListVersions
keys/encrypt              /keys/N/V/encrypt       encrypt            keys/encrypt/action        KeyEncrypt
keys/decrypt              /keys/N/V/decrypt       decrypt            keys/decrypt/action        KeyDecrypt
keys/sign                 /keys/N/V/sign          sign               keys/sign/action           KeySign
keys/verify               /keys/N/V/verify        verify             keys/verify/action         KeyVerify
keys/wrap                 /keys/N/V/wrapkey       wrapKey            keys/wrap/action           KeyWrap
keys/unwrap               /keys/N/V/unwrapkey     unwrapKey          keys/unwrap/action         KeyUnwrap
keys/release              /keys/N/V/release       release            keys/release/action        KeyRelease
keys/rotate               /keys/N/rotate          rotate             keys/rotate/action         KeyRotate
keys/get-rotation-policy  /keys/N/rotationpolicy  getrotationpolicy  keyrotationpolicies/read   KeyRotationPolicyGet
keys/set-rotation-policy  /keys/N/rotationpolicy  setrotationpolicy  keyrotationpolicies/write  KeyRotationPolicySet
keys/get-attestation      /keys/N/V/attestation   get                keys/read                  KeyGetAttestation
keys/backup               /keys/N/backup          backup             keys/backup/action         KeyBackup
keys/restore              /keys/restore           restore            keys/restore/action        KeyRestore
keys/list-deleted         /deletedkeys            list               keys/read                  KeyListDeleted
keys/get-deleted          /deletedkeys/N          get                keys/read                  KeyGetDeleted
keys/purge                /deletedkeys/N          purge              keys/purge/action          KeyPurge
keys/recover              /deletedkeys/N/recover  recover            keys/recover/action        KeyRecover
keys/random-bytes         /rng                    -                  -                          RandomBytesGet

certificates/create           /certificates/N/create          create   certificates/create/action   CertificateCreate
certificates/import           /certificates/N/import          import   certificates/import/action   CertificateImport
certificates/get              /certificates/N/V               get      certificates/read            CertificateGet
certificates/update           /certificates/N/V               update   certificates/update/action   CertificateUpdate
certificates/delete           /certificates/N                 delete   certificates/delete          CertificateDelete
certificates/list             /certificates                   list     certificates/read            CertificateList
certificates/list-versions    /certificates/N/versions        list     certificates/read            CertificateListVersions
certificates/get-pending      /certificates/N/pending         get      certificates/read            CertificatePendingGet
certificates/cancel-pending   /certificates/N/pending         update   certificates/update/action   CertificatePendingUpdate
certificates/delete-pending   /certificates/N/pending         delete   certificates/delete          CertificatePendingDelete
certificates/merge            /certificates/N/pending/merge   create   certificates/create/action   CertificatePendingMerge
certificates/get-policy       /certificates/N/policy          get      certificates/read            CertificatePolicyGet
certificates/update-policy    /certificates/N/policy          update   certificates/update/action   CertificatePolicyUpdate
certificates/get-contacts     /certificates/contacts          managecontacts  certificatecontacts/write  CertificateContactsGet
certificates/set-contacts     /certificates/contacts          managecontacts  certificatecontacts/write  CertificateContactsSet
certificates/delete-contacts  /certificates/contacts          managecontacts  certificatecontacts/write  CertificateContactsDelete
certificates/list-issuers     /certificates/issuers           listissuers,manageissuers    certificatecas/read    CertificateIssuersList
certificates/get-issuer       /certificates/issuers/N         getissuers,manageissuers     certificatecas/read    CertificateIssuerGet
certificates/set-issuer       /certificates/issuers/N         setissuers,manageissuers     certificatecas/write   CertificateIssuerSet
certificates/update-issuer    /certificates/issuers/N         setissuers,manageissuers     certificatecas/write   CertificateIssuerUpdate
certificates/delete-issuer    /certificates/issuers/N         deleteissuers,manageissuers  certificatecas/delete  CertificateIssuerDelete
certificates/backup           /certificates/N/backup          backup   certificates/backup/action   CertificateBackup
certificates/restore          /certificates/restore           restore  certificates/restore/action  CertificateRestore
certificates/list-deleted     /deletedcertificates            list     certificates/read            CertificateListDeleted
certificates/get-deleted      /deletedcertificates/N          get      certificates/read            CertificateGetDeleted
certificates/purge            /deletedcertificates/N          purge    certificates/purge/action    CertificatePurge
certificates/recover          /deletedcertificates/N/recover  recover  certificates/recover/action  CertificateRecover
`

func TestTheTableIsTheDocumentations(t *testing.T) {
	count := 0
	for line := range strings.Lines(rows) {
		want := strings.Fields(line)
		if len(want) == 0 {
			continue
		}
		count++
		op, ok := operation.Find(want[0])
		if !ok {
			t.Errorf("%s is not in the table", want[0])
			continue
		}
		action := strings.TrimPrefix(op.DataAction, "Microsoft.KeyVault/vaults/")
		got := []string{op.ID, op.Path("N", "V"), orNone(strings.Join(op.Policies, ",")), orNone(action), op.LogName}
		// Policies are stored in lower case; the documentation writes wrapKey.
		want[2] = strings.ToLower(want[2])
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("\n got %v\nwant %v", got, want)
		}
		if action != "" && action == op.DataAction {
			t.Errorf("%s: %s is no data action of vaults", op.ID, action)
		}
	}
	if table := len(operation.All()) - len(managing); count != table {
		t.Errorf("the documentation has %d operations of the data plane, the table %d", count, table)
	}
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// RBAC looks at the object's own scope wherever a request names an object.
func TestAnOperationOnTheVaultNamesNoObject(t *testing.T) {
	for _, op := range operation.All() {
		names := strings.Contains(op.Path("NAME", ""), "NAME")
		if issuer := strings.HasSuffix(op.ID, "-issuer"); names == op.OnVault && !issuer {
			t.Errorf("%s: on the vault %t, path %s", op.ID, op.OnVault, op.Path("NAME", ""))
		}
	}
}

func TestWithoutAVersionThePathIsTheCurrentOnes(t *testing.T) {
	for id, want := range map[string]string{
		"secrets/get": "/secrets/db-password", "keys/sign": "/keys/db-password/sign", "certificates/list": "/certificates",
	} {
		op, _ := operation.Find(id)
		if got := op.Path("db-password", ""); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// What is not confirmed is marked, so that no lesson teaches it as certain.
func TestDoubtsAreMarked(t *testing.T) {
	for _, id := range []string{"secrets/get-deleted", "keys/release", "keys/get-attestation", "keys/random-bytes", "certificates/get-contacts"} {
		if op, _ := operation.Find(id); op.Unverified == "" {
			t.Errorf("%s is told as certain", id)
		}
	}
}

func TestACallerIsAPersonBeforeAHost(t *testing.T) {
	for want, r := range map[string]operation.Request{"ada": {User: "ada", Host: "web"}, "web": {Host: "web"}, "": {}} {
		if got := r.Caller(); got != want {
			t.Errorf("%+v: %q", r, got)
		}
	}
}

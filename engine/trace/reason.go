package trace

// Reason says in one word why a step came out as it did. The list is closed: a check or a lesson may rely on it.
type Reason string

// Reasons a grant did not count, or a request was stopped, by gate.
const (
	// Identity.
	NoIdentity          Reason = "no_identity"           // the host has no managed identity
	AmbiguousIdentity   Reason = "ambiguous_identity"    // several user-assigned identities, none named
	IdentityNotAssigned Reason = "identity_not_assigned" // the named identity is not attached to this host
	Unavailable         Reason = "credential_unavailable"
	AuthFailed          Reason = "authentication_failed"
	ChainExhausted      Reason = "credential_chain_exhausted"
	SecretWrong         Reason = "client_secret_wrong"
	SecretExpired       Reason = "client_secret_expired"
	AppNotFound         Reason = "application_not_found"
	FederatedIssuer     Reason = "federated_issuer_mismatch"
	FederatedSubject    Reason = "federated_subject_mismatch"
	FederatedAudience   Reason = "federated_audience_mismatch"
	AssertionExpired    Reason = "assertion_outside_validity"
	WrongAudience       Reason = "wrong_audience"
	WrongIssuer         Reason = "wrong_issuer"
	TokenExpired        Reason = "token_expired"
	GroupsOutdated      Reason = "groups_outdated" // the token was issued before the caller's groups changed

	// Identity, the directory's side and settings.
	IdentityNotNamed      Reason = "identity_not_named"      // the endpoint gives no user-assigned identity unasked
	BadSetting            Reason = "invalid_setting"         // a setting has a value that nothing understands
	TenantNotFound        Reason = "tenant_not_found"        // no such directory
	PrincipalNotFound     Reason = "principal_not_found"     // the directory has no such user
	CertificateUnknown    Reason = "certificate_unknown"     // the certificate is not registered on the app
	NoFederatedCredential Reason = "no_federated_credential" // the app trusts no other issuer at all

	// Authorization.
	IdleModel         Reason = "idle_model"                // the grant lives in the model the vault does not consult
	WrongPrincipal    Reason = "wrong_principal"           // the grant names another id of the caller, or a dead one
	OtherScope        Reason = "sibling_scope"             // the grant's scope does not contain the object
	ActionNotCovered  Reason = "action_not_covered"        // the role or entry lacks this action
	ExcludedByNot     Reason = "excluded_by_notdataaction" // the same role takes the action out again
	OtherObjectType   Reason = "other_object_type"         // rights on another collection
	ControlPlaneOnly  Reason = "control_plane_only"        // actions, but no data action
	GrantExpired      Reason = "grant_expired"
	NotPropagated     Reason = "not_propagated_yet" // the grant is new and counts from a while later
	RoleNotFound      Reason = "role_definition_not_found"
	DeniedByAssign    Reason = "deny_assignment"
	NeedsOnBehalfOf   Reason = "compound_identity_not_met" // the entry also demands an application
	OtherTenant       Reason = "tenant_mismatch"
	NoGrant           Reason = "no_grant"
	PermissionMissing Reason = "permission_missing"

	// Network.
	NameNotFound        Reason = "name_not_found"
	ZoneNotLinked       Reason = "zone_not_linked"
	ZoneMissing         Reason = "zone_missing"
	RecordMissing       Reason = "record_missing"
	RecordStale         Reason = "record_stale"
	NoForwarder         Reason = "no_forwarder"
	EndpointNotApproved Reason = "endpoint_not_approved"
	NoRoute             Reason = "no_route"
	Blocked443          Reason = "port_443_blocked"
	WrongTarget         Reason = "wrong_target"
	PublicDisabled      Reason = "public_access_disabled"
	AddressNotListed    Reason = "address_not_listed"
	SubnetNotListed     Reason = "subnet_not_listed"
	NotTrusted          Reason = "not_a_trusted_service"
	BypassOff           Reason = "bypass_none"
	PerimeterDenied     Reason = "perimeter_denied"
	NoInternet          Reason = "no_internet"

	// Object.
	ObjectNotFound   Reason = "not_found"
	VersionNotFound  Reason = "version_not_found"
	ObjectDisabled   Reason = "disabled"
	NotYetValid      Reason = "not_yet_valid"
	ObjectExpired    Reason = "expired"
	SoftDeleted      Reason = "soft_deleted"
	BadName          Reason = "bad_name"
	ValueTooLarge    Reason = "value_too_large"
	BadContent       Reason = "bad_content"       // the request's body or an attribute is not valid
	ManagedObject    Reason = "managed"           // it belongs to a certificate
	NameTaken        Reason = "name_taken"        // an object of this name is there
	PurgeProtected   Reason = "purge_protection"  // nobody purges before the retention has passed
	TooManyVersions  Reason = "too_many_versions" // more than a backup holds
	BadBackup        Reason = "backup_not_valid"  // the blob does not open
	BackupElsewhere  Reason = "backup_from_elsewhere"
	PrivateKeyShown  Reason = "private_key_exposed" // a secret that is a certificate's private key
	KindNotOffered   Reason = "kind_not_offered"    // the vault's tier has no such keys
	OperationNotSet  Reason = "operation_not_in_key_ops"
	AlgorithmUnfit   Reason = "algorithm_does_not_suit"
	NotThisKeys      Reason = "not_made_with_this_key" // the ciphertext does not open
	NoPending        Reason = "no_pending_certificate"
	PendingThere     Reason = "pending_certificate" // a request is still under way
	KeyMismatch      Reason = "key_does_not_match"  // the signed certificate is for another key
	EffectNotInBuild Reason = "effect_not_in_this_build"
)

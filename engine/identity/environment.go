package identity

import (
	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/trace"
)

// environment is EnvironmentCredential: it needs the tenant, the client and one thing that proves it, in that
// order, and stops looking at the first that is missing.
//
// Source: Azure/azure-sdk-for-go sdk/azidentity/environment_credential.go.
func (e *evaluation) environment() answer {
	const prefix = "EnvironmentCredential: "
	env := e.host.Environment
	if env == nil {
		env = &estate.Environment{}
	}
	switch {
	case e.variables.tenant == "":
		return e.unbuilt(prefix, prefix+"missing environment variable AZURE_TENANT_ID",
			"AZURE_TENANT_ID is not set, so there is nothing here for this credential.")
	case e.variables.client == "":
		return e.unbuilt(prefix, prefix+"missing environment variable AZURE_CLIENT_ID",
			"AZURE_TENANT_ID is set but AZURE_CLIENT_ID is not, so there is nothing here for this credential.")
	case env.Secret != "":
		return e.clientSecret(env)
	case env.Certificate != "":
		return e.clientCertificate(env)
	case env.UserName != "" && env.Password != "":
		return e.userPassword(env)
	case env.UserName != "":
		return e.unbuilt(prefix, prefix+"no value for AZURE_PASSWORD",
			"AZURE_USERNAME is set without AZURE_PASSWORD, so there is nothing to sign in with.")
	}
	return e.unbuilt(prefix, prefix+"incomplete environment variable configuration. Only AZURE_TENANT_ID and AZURE_CLIENT_ID are set",
		"AZURE_TENANT_ID and AZURE_CLIENT_ID say who to be, but no secret, certificate or password proves it.")
}

// clientSecret is ClientSecretCredential. The value is compared and never shown.
func (e *evaluation) clientSecret(env *estate.Environment) answer {
	x := exchange{credential: "ClientSecretCredential", anchor: "client-secret"}
	app, refusal := e.application(&x)
	if refusal != nil {
		return *refusal
	}
	secret := e.findSecret(app, env.Secret)
	evidence := e.secretEvidence(app, secret)
	if secret == nil {
		a := e.refuse(&x, app, rejection{7000215, unauthorizedClient, trace.SecretWrong,
			"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '" + app.AppID + "'."})
		a.detail = "The value in AZURE_CLIENT_SECRET is none of the client secrets of " + app.Name + "." + secretHint(app, env.Secret)
		a.evidence, a.command = evidence, credentialList(app)
		return a
	}
	if e.past(secret.Expires) {
		a := e.refuse(&x, app, rejection{7000222, unauthorizedClient, trace.SecretExpired,
			"The provided client secret keys for app '" + app.AppID + "' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."})
		a.detail = "The client secret " + secret.Name + " of " + app.Name + " is the right one, but it expired at " + trace.Stamp(secret.Expires) + "."
		a.evidence, a.command = evidence, credentialList(app)
		return a
	}
	return answer{caller: e.callerFor(app), evidence: evidence, command: credentialList(app),
		detail: "The client secret " + secret.Name + " proves to the directory that the program is " + app.Name + "."}
}

// findSecret is the app's secret of that value, preferring one that is still good.
func (e *evaluation) findSecret(app *estate.Principal, value string) *estate.ClientSecret {
	var found *estate.ClientSecret
	for i := range app.ClientSecrets {
		s := &app.ClientSecrets[i]
		if s.Value == value && (found == nil || e.past(found.Expires)) {
			found = s
		}
	}
	return found
}

func secretHint(app *estate.Principal, value string) string {
	for i := range app.ClientSecrets {
		if app.ClientSecrets[i].Name == value {
			return " It is the name of a secret, not its value."
		}
	}
	return ""
}

// secretEvidence names the secret used, or all the app has, by name and expiry.
func (e *evaluation) secretEvidence(app *estate.Principal, used *estate.ClientSecret) []trace.Evidence {
	evidence := append(make([]trace.Evidence, 0, 2+len(app.ClientSecrets)), trace.Evidence{
		Label: "AZURE_CLIENT_ID", Value: app.AppID, Source: e.variablePath("app")})
	for i := range app.ClientSecrets {
		s := &app.ClientSecrets[i]
		if used != nil && used != s {
			continue
		}
		expires := "never"
		if !s.Expires.IsZero() {
			expires = trace.Stamp(s.Expires)
		}
		evidence = append(evidence, trace.Evidence{Label: "client secret " + s.Name + " expires", Value: expires,
			Source: principalPath(app, "secret."+facts.Quoted(s.Name)+".expires")})
	}
	return evidence
}

// clientCertificate is ClientCertificateCredential: the certificate must be registered on the app.
func (e *evaluation) clientCertificate(env *estate.Environment) answer {
	x := exchange{credential: "ClientCertificateCredential", anchor: "client-cert"}
	app, refusal := e.application(&x)
	if refusal != nil {
		return *refusal
	}
	evidence := []trace.Evidence{{Label: "AZURE_CLIENT_CERTIFICATE_PATH", Value: env.Certificate}}
	for _, name := range app.Certificates {
		evidence = append(evidence, trace.Evidence{Label: "certificate of " + app.Name, Value: name, Source: principalPath(app, "")})
		if name == env.Certificate {
			return answer{caller: e.callerFor(app), evidence: evidence, command: certificateList(app),
				detail: "The certificate " + name + " is registered on " + app.Name + " and proves to the directory that the program is that app."}
		}
	}
	a := e.refuse(&x, app, rejection{700027, unauthorizedClient, trace.CertificateUnknown, "Client assertion contains an invalid signature."})
	a.detail = "The certificate " + env.Certificate + " is not registered on " + app.Name + ", so the directory cannot check what it signed."
	a.evidence, a.command = evidence, certificateList(app)
	return a
}

// userPassword is UsernamePasswordCredential. The lab holds no passwords: any is taken for right.
func (e *evaluation) userPassword(env *estate.Environment) answer {
	x := exchange{credential: "UsernamePasswordCredential", anchor: "username-password"}
	app, refusal := e.application(&x)
	if refusal != nil {
		return *refusal
	}
	evidence := []trace.Evidence{{Label: "AZURE_USERNAME", Value: env.UserName}}
	user := e.userNamed(env.UserName)
	if user == nil {
		a := e.refuse(&x, nil, unknownUser(env.UserName, x.segment))
		a.detail, a.evidence = "The directory "+x.tenant.Name+" has no user "+env.UserName+".", evidence
		return a
	}
	c := e.callerFor(user)
	c.AppID = app.AppID
	return answer{caller: c, evidence: evidence,
		detail: "The program signs in as " + user.Name + " with a password. The lab holds no passwords and takes this one for right; a real directory that asks for a second factor would refuse."}
}

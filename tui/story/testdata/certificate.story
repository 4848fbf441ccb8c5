# The report that could read a private key: a certificate brings a secret of its name, and one role too wide reads it.
open lab certificate-key-as-secret
predict job-reads-certificate ends denied at authorization
see "as you said"
issue job-reads-secret
see "allowed, 200"
answer door with "It reads the secret of the certificate's name"
see "goals 1/4"
flip gate reports-at-secret
flip gate reports-at-vault
see "goals 3/4"
issue job-reads-connection
see "allowed, 200"
answer aftermath with "Issue the certificate anew with a new key, and have the old one revoked"
see "goals 4/4"
show the debrief
see "of 100"

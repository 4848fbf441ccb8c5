package network

import (
	"net/netip"

	"kvlab/engine/estate"
)

// lookupError is what a Go program prints when the name does not resolve. The texts after the colon are those of the
// standard library's net/dnsclient_unix.go; in a timeout it also names the ports of the one datagram it waited for.
func lookupError(fqdn, resolver string, n ending) string {
	s := "dial tcp: lookup " + fqdn + " on " + resolver + ":53: "
	switch n {
	case noSuchName:
		return s + "no such host"
	case serverFailed:
		return s + "server misbehaving"
	default:
		return s + "i/o timeout"
	}
}

// timeout is what a Go program prints when nothing answers the connection.
func timeout(a netip.Addr) string {
	return "dial tcp " + netip.AddrPortFrom(a, 443).String() + ": i/o timeout"
}

// firewallText is the message of ForbiddenByFirewall.
//
// Source: hashicorp/terraform-provider-azurerm#20742; the ending "from unknown subnet", for a client that comes
// through a service endpoint, Azure/AKS#4622.
func (e *evaluation) firewallText() string {
	return "Client address is not authorized and caller is not a trusted service.\r\n" + e.clientLine() + "\r\n" + e.lastLines()
}

// perimeterText is the message of ForbiddenByFirewall where a network security perimeter decides. It was seen with
// the bypass set to None; with another bypass the wording is unverified.
func (e *evaluation) perimeterText() string {
	return "Request was not allowed by NSP rules and the client address is not authorized and caller was ignored because bypass is set to None\r\n" +
		e.clientLine() + "\r\n" + e.lastLines()
}

// connectionText is the message of ForbiddenByConnection.
//
// Source: kubernetes-sigs/secrets-store-csi-driver#873.
func (e *evaluation) connectionText() string {
	return "Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\n" + e.lastLines()
}

func (e *evaluation) clientLine() string {
	s := "Client address: " + e.path.Client
	if e.place.serviceEndpoint() {
		s += " from unknown subnet"
	}
	return s
}

func (e *evaluation) lastLines() string {
	return "Caller: " + callerLine(e.caller) + "\r\nVault: " + e.vault.Name + ";location=" + e.vault.Location
}

func callerLine(c *estate.Caller) string {
	if c == nil {
		return "unknown"
	}
	return c.Line()
}

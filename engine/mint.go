package engine

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
)

// Mint returns the estate with everything that takes a key pair: numbers in each version of a key, certificates with
// the key and the secret that go with them, certificate requests. A scenario only says which there are, for the numbers
// are truly random, and every lab has its own. What the estate has already stays, and e is left as it is.
//
// Load does it by itself. Whoever loads one estate several times mints it once, for an RSA key takes its time.
func Mint(e *Estate) (*Estate, error) {
	minted := *e
	minted.Objects, minted.Versions, minted.Issuers = slices.Clone(e.Objects), slices.Clone(e.Versions), slices.Clone(e.Issuers)
	m := mint{estate: &minted}
	m.keys()
	m.certificates()
	if err := m.run(); err != nil {
		return nil, fmt.Errorf("mint: %w", err)
	}
	return &minted, nil
}

// mint is the work that an estate takes.
type mint struct {
	estate *Estate
	// together can be done at the same time; each of inTurn looks at what the one before has put into the estate.
	together, inTurn []piece
}

// piece makes one thing and returns what puts it into the estate.
type piece func() (put func(), err error)

func (m *mint) run() error {
	puts, errs := make([]func(), len(m.together)), make([]error, len(m.together))
	spread(len(m.together), func(i int) { puts[i], errs[i] = m.together[i]() })
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, put := range puts {
		put()
	}
	for _, p := range m.inTurn {
		put, err := p()
		if err != nil {
			return err
		}
		put()
	}
	return nil
}

// spread calls do for 0 to n-1, as many at a time as there are processors.
func spread(n int, do func(int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

func (m *mint) keys() {
	for i := range m.estate.Versions {
		k := m.estate.Versions[i].Key
		if k == nil || len(k.Private) > 0 {
			continue
		}
		m.together = append(m.together, func() (func(), error) {
			pair, err := keypair.Generate(k.Spec)
			if err != nil {
				return nil, err
			}
			key := *k
			key.Public, key.Private = pair.Public().Marshal(), pair.Seal()
			return func() { m.estate.Versions[i].Key = &key }, nil
		})
	}
}

func (m *mint) certificates() {
	for i := range m.estate.Objects {
		o := &m.estate.Objects[i]
		version, blank := m.blank(o)
		switch {
		case !blank:
		case m.issuer(o) == nil:
			m.together = append(m.together, func() (func(), error) { return m.certificate(i, version) })
		default: // the authority that signs the first signs the others as well
			m.inTurn = append(m.inTurn, func() (func(), error) { return m.certificate(i, version) })
		}
	}
}

// blank reports whether o is a certificate still to be made: its current version, by its index, or the request for the
// first, -1.
func (m *mint) blank(o *estate.Object) (version int, is bool) {
	if o.Issuance == nil {
		return 0, false
	}
	if p := o.Issuance.Pending; p != nil && p.Status == estate.InProgress && p.CSR == nil {
		return -1, true
	}
	version = slices.IndexFunc(m.estate.Versions, func(x estate.Version) bool {
		return x.Certificate != nil && len(x.Certificate.Chain) == 0 && x.ID == o.Current &&
			strings.EqualFold(x.Vault, o.Vault) && strings.EqualFold(x.Name, o.Name)
	})
	return version, version >= 0
}

func (m *mint) certificate(object, version int) (func(), error) {
	o := &m.estate.Objects[object]
	var x *estate.Version
	if version >= 0 {
		x = &m.estate.Versions[version]
	}
	issuer := m.issuer(o)
	made, err := objects.Mint(o, x, issuer)
	if err != nil {
		return nil, err
	}
	return func() {
		m.estate.Objects[object] = made.Objects[0]
		m.estate.Objects = append(m.estate.Objects, made.Objects[1:]...)
		if x != nil {
			m.estate.Versions[version] = made.Versions[0]
			m.estate.Versions = append(m.estate.Versions, made.Versions[1:]...)
		}
		if issuer != nil && made.Issuer != nil {
			*issuer = *made.Issuer
		}
	}, nil
}

// issuer is the authority that a certificate's policy names, nil for one that is not registered with the vault.
func (m *mint) issuer(o *estate.Object) *estate.Issuer {
	for i := range m.estate.Issuers {
		x := &m.estate.Issuers[i]
		if o.Issuance != nil && strings.EqualFold(x.Vault, o.Vault) && strings.EqualFold(x.Name, o.Issuance.Policy.Issuer) {
			return x
		}
	}
	return nil
}

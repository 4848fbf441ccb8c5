// Package chroma stands in for the syntax highlighter that glamour is always linked with; go.mod puts it in its place.
//
// kvlab shows blocks of code in one colour. The real highlighter registers a few hundred languages and styles before
// main begins: that took 20 ms of every start, 4 MiB of memory and 3.5 MB of the binary, for a feature that was never
// used. What is here is the part of its interface that glamour compiles against, and it leaves code as it is written.
// Should a later glamour ask for more of it, the build says so; to colour code after all, delete this directory and its
// line in go.mod.
package chroma

// TokenType is a kind of token.
type TokenType int

// The kinds that glamour's style sheets can name.
const (
	Text TokenType = iota
	Error
	Comment
	CommentPreproc
	Keyword
	KeywordReserved
	KeywordNamespace
	KeywordType
	Operator
	Punctuation
	Name
	NameBuiltin
	NameTag
	NameAttribute
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	Literal
	LiteralNumber
	LiteralDate
	LiteralString
	LiteralStringEscape
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
	Background
)

// StyleEntries say how tokens look; nobody looks.
type StyleEntries map[TokenType]string

// Style is a named style.
type Style struct{ Name string }

// MustNewStyle makes a style.
func MustNewStyle(name string, _ StyleEntries) *Style { return &Style{name} }

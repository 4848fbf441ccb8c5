// Package learner keeps what a learner has done across all labs and lessons: scores, hints, forecasts, what was read and
// how questions were answered. It is one small file beside the labs.
//
//	book := learner.Open(dir, time.Now)
//	book.Record().Labs["broken-dns"].Best
//	err := book.Change(func(r *learner.Record) { r.Read("four-gates", book.Now()) })
//
// A change is on disk when Change returns, and whoever dies in the middle leaves the file as it was. A file that cannot
// be read is put aside under another name and never overwritten.
package learner

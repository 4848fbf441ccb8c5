package desktop

// Scroll is the first visible row of something taller than its window. Draw calls Clamp, since only then the height
// is known.
type Scroll struct{ Top int }

// Clamp keeps the view inside total rows and returns the first one.
func (s *Scroll) Clamp(height, total int) int {
	s.Top = max(0, min(s.Top, total-height))
	return s.Top
}

// Show moves the view as little as needed to have rows [first,last] in it; the first wins if they do not fit.
func (s *Scroll) Show(first, last, height int) {
	if last >= s.Top+height {
		s.Top = last - height + 1
	}
	if first < s.Top {
		s.Top = first
	}
}

// By moves the view.
func (s *Scroll) By(rows int) { s.Top = max(0, s.Top+rows) }

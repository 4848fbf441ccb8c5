// Package windows holds the insides of the desktop's windows, a file each. They show a session and hand back
// actions; none of them touches a lab.
package windows

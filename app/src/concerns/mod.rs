//! Worries about people.

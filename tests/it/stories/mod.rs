//! One file for each sentence that a member would say.

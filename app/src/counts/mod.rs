//! What the treasurer reads.

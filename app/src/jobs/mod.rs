//! Background work, queued in the transaction that wants it.

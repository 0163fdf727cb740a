//! Pick-up points and what they offer.

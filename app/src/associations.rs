//! The association itself and its neighbourhoods.

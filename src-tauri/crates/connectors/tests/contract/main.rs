//! What holds for every connector. A new one is tested by standing in the list: nothing here names a platform.

#[cfg(test)]
mod descriptions;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod made;
#[cfg(test)]
mod minting;
#[cfg(test)]
mod moderating;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod signing_in;

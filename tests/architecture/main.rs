//! The house's rules, read off the sources: who may import whom, how large things may be, what may be written where.

mod imports;
mod interface;
mod licences;
mod metadata;
mod platforms;
mod sizes;
mod sources;
mod top_level;
mod writing;

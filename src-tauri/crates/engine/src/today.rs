//! The opening check: facts from every feature, and one sentence.

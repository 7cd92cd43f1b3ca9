//! The connector over scripted answers.

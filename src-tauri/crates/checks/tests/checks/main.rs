//! The checks from outside: counting by each platform's rule, what each check says, and any text at all.

#[cfg(test)]
mod any_text;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod leading;
#[cfg(test)]
mod length;
#[cfg(test)]
mod made;
mod polls;
mod threads;
mod videos;
#[cfg(test)]
mod wording;

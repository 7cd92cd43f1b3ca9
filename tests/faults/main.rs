//! The process is ended at every named point between "send" and "sent", and the server's answer is cut after it acted:
//! exactly one post on the server, and no draft lost.

mod changes;
mod child_run;
mod disk;
mod emergency;
mod far_connector;
mod far_server;
mod mixed;
mod moderation;
mod real_servers;
mod scripted;
mod sign_in;

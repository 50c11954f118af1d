//! The commands that ask AWS: against servers that stand in for it, and beside the real AWS CLI and botocore.
//!
//! ```ignore
//! let Some(fake) = Fake::start() else { return };      // tests/aws/server.py, ended with the value
//! let sandbox = home(&fake, "[profile p]\n…");         // its variables lead awsp and the real clients to the fake
//! fake.rule(json!({"action": "AssumeRole"}), json!({"error": "AccessDenied"}));
//! let output = sandbox.awsp(&["export", "p"]);
//! assert_eq!(fake.asked(), ["AssumeRole"]);            // actions, else paths
//! ```

mod clients;
mod console;
mod doctor;
mod fake;
mod faults;
mod home;
mod kinds;
mod lines;
mod mfa;
mod moto;
mod refresh;
mod roles;
mod shared_cache;
mod tls;
mod whoami;

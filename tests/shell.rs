//! What awsp does in real shells.

mod all_or_nothing;
mod corpus;
mod cut_points;
mod harness;
mod hook_answers;
mod hook_changes;
mod hook_function;
mod hook_neighbours;
mod hook_posix;
mod hook_prompt;
mod noticing;
mod odd_shells;
mod scenarios;
mod script_text;
mod stand_in;
mod without_hook;

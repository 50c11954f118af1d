//! The command line: clap's types and nothing else.

use std::ffi::OsString;

use clap::{
    ArgAction, ArgMatches, Args, CommandFactory as _, FromArgMatches, Parser, Subcommand, ValueEnum,
};

use crate::command::ExportFormat;
use crate::duration::Seconds;
use crate::precedence::Family;
use crate::shell::ShellKind;

/// Switches AWS profiles in this shell, and shows who the next `aws` command will be
#[derive(Debug, Parser)]
#[command(name = NAME)]
pub(crate) struct Cli {
    #[command(flatten)]
    options: Options,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

const NAME: &str = "awsp";

// What stands in front of a command. A documentation of its own would take the place of that of the whole line in its help.
#[derive(Args, Debug)]
#[command(version, disable_version_flag = true, disable_help_subcommand = true)]
#[command(
    after_help = "Set it up once: `awsp init --help`. Try it without touching anything: `awsp demo`."
)]
struct Options {
    /// The shell that reads the code: bash, zsh, fish, powershell or posix
    // Never a separate word: the hooks take the first word without a dash for the command.
    #[arg(
        long,
        global = true,
        require_equals = true,
        value_name = "SHELL",
        hide_short_help = true
    )]
    shell: Option<ShellOption>,

    /// Print the version
    #[arg(long, action = ArgAction::Version)]
    version: (),
}

impl Cli {
    /// Returns what clap has to know to read a line with this command: of the others it would take room for every option.
    pub(crate) fn grammar(verb: &str) -> clap::Command {
        let commands = Command::augment_subcommands(clap::Command::new(NAME));
        match commands.find_subcommand(verb) {
            Some(command) => Self::without_commands().subcommand(command.clone()),
            None => Self::command(),
        }
    }

    /// Returns what clap has to know to read a line without a command.
    pub(crate) fn without_commands() -> clap::Command {
        Options::augment_args(clap::Command::new(NAME))
    }

    /// Returns the shell that reads the code, if it is named.
    pub(crate) const fn shell(&self) -> Option<ShellOption> {
        self.options.shell
    }
}

/// What to do; a command's documentation is its help text.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Select a profile in this shell; `-` goes back to the previous one
    #[command(aliases = ["switch", "activate"])]
    Use(Late<UseArgs>),
    /// Unset stray AWS variables, and say what each was
    Clean(Late<CleanArgs>),
    /// Renew the keys in this shell, or the session of the profile
    Refresh(Late<RefreshArgs>),
    /// Deselect the profile
    #[command(aliases = ["clear", "deactivate"])]
    Off,
    /// Show who the next `aws` command will be, without asking AWS
    Current(Late<CurrentArgs>),
    /// Ask AWS who the next `aws` command is signed as
    Whoami(Late<WhoamiArgs>),
    /// Find out why AWS refuses, and mend what can be mended safely
    Doctor(Late<DoctorArgs>),
    /// Explain an AWS error: its text, or a command that fails
    Why(Late<WhyArgs>),
    /// Explain the code of a finding, such as `AWSP-E012`
    ExplainCode(Late<ExplainCodeArgs>),
    /// Explain who every AWS tool would be, and why
    Explain(Late<ExplainArgs>),
    /// List the profiles
    #[command(alias = "ls")]
    List(Late<ListArgs>),
    /// Run one command with a profile's credentials, and nothing else of AWS in its environment
    Exec(Late<ExecArgs>),
    /// Sign in to the AWS console
    Console(Late<ConsoleArgs>),
    /// Print a profile's credentials
    Export(Late<ExportArgs>),
    /// Print the hook for a shell's start-up file
    Init(Late<InitArgs>),
    /// Print the completions for a shell
    Completions(Late<CompletionsArgs>),
    /// Try everything in a throw-away shell over sample profiles
    Demo(Late<DemoArgs>),
    /// Explain a topic, such as `json`
    Help(Late<HelpArgs>),
    /// Answer the hooks
    #[command(hide = true)]
    Prompt,
    /// Answer the Tab key
    #[command(hide = true)]
    Complete(Late<CompleteArgs>),
}

/// The arguments of a command, which clap only learns when that command is meant: all of them take it as long as all the rest
/// of a start.
#[derive(Debug)]
pub(crate) struct Late<T>(T);

impl<T> std::ops::Deref for Late<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: FromArgMatches> FromArgMatches for Late<T> {
    fn from_arg_matches(matches: &ArgMatches) -> clap::error::Result<Self> {
        T::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> clap::error::Result<()> {
        self.0.update_from_arg_matches(matches)
    }
}

impl<T: Args> Args for Late<T> {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.defer(augment::<T>)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        T::augment_args_for_update(command)
    }
}

/// Adds the arguments to a command, which keeps its own words about itself.
fn augment<T: Args>(command: clap::Command) -> clap::Command {
    let (about, long_about) = (command.get_about().cloned(), command.get_long_about().cloned());
    let mut command = T::augment_args(command);
    if let Some(about) = about {
        command = command.about(about);
    }
    match long_about {
        Some(about) => command.long_about(about),
        None => command,
    }
}

/// How AWS is asked.
#[derive(Args, Debug, Clone)]
pub(crate) struct OnlineArgs {
    /// The code of an MFA device, if one is asked for; else `$AWSP_MFA_TOKEN`, the profile's `mfa_process`, or a question
    #[arg(long, value_name = "CODE")]
    pub(crate) mfa_token: Option<String>,
    /// How long to wait for AWS, in all
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=600))]
    pub(crate) timeout: u16,
    /// Send sign-in tokens also to an endpoint that is not AWS's
    #[arg(long)]
    pub(crate) allow_endpoint: bool,
}

/// Arguments of `use`.
#[derive(Args, Debug)]
pub(crate) struct UseArgs {
    /// The profile, or `-` for the previous one
    pub(crate) profile: Option<OsString>,
    /// Also set the Region, until the next `use`
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// Put the keys themselves into the shell, for tools that know no profiles
    #[arg(long)]
    pub(crate) export: bool,
    /// How long a role's session lasts: 3600, 90m, 1h30m
    #[arg(long, value_name = "TIME")]
    pub(crate) duration: Option<Seconds>,
    /// Put the keys of this role into the shell; no profile has to name it
    #[arg(long, value_name = "ARN", conflicts_with = "profile")]
    pub(crate) role_arn: Option<String>,
    /// Which profile asks for the role; without it, whoever signs in this shell
    #[arg(long, value_name = "PROFILE", requires = "role_arn")]
    pub(crate) source_profile: Option<String>,
    /// The name of the role's session
    #[arg(long, value_name = "NAME", requires = "role_arn")]
    pub(crate) session_name: Option<String>,
    /// The external id that the role asks for
    #[arg(long, value_name = "ID", requires = "role_arn")]
    pub(crate) external_id: Option<String>,
    #[command(flatten)]
    pub(crate) online: OnlineArgs,
}

/// Arguments of `refresh`.
#[derive(Args, Debug)]
pub(crate) struct RefreshArgs {
    #[command(flatten)]
    pub(crate) online: OnlineArgs,
}

/// Arguments of `clean`.
#[derive(Args, Debug)]
pub(crate) struct CleanArgs {
    /// Also unset the profile, kept keys, Regions, endpoints, file locations and container variables
    #[arg(long)]
    pub(crate) all: bool,
    /// Only say what would happen to every AWS variable, and why
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Arguments of `current`.
#[derive(Args, Debug)]
pub(crate) struct CurrentArgs {
    /// Print JSON (see `awsp help json`)
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `whoami`.
#[derive(Args, Debug)]
pub(crate) struct WhoamiArgs {
    /// Print JSON (see `awsp help json`)
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) online: OnlineArgs,
}

/// Arguments of `doctor`.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[derive(Args, Debug)]
pub(crate) struct DoctorArgs {
    /// Examine this profile; without it, whoever signs in this shell
    pub(crate) profile: Option<String>,
    /// Also ask AWS: who signs, how far the clock is off, how the key stands in IAM
    #[arg(long = "online")]
    pub(crate) ask: bool,
    /// Mend what can be mended safely: show each change, and ask
    #[arg(long, conflicts_with_all = ["json", "list"])]
    pub(crate) fix: bool,
    /// Mend it without a question
    #[arg(long, requires = "fix")]
    pub(crate) yes: bool,
    /// The account that was meant: twelve digits
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<String>,
    /// Print JSON (see `awsp help json`)
    #[arg(long)]
    pub(crate) json: bool,
    /// List every check and every code
    #[arg(long, conflicts_with_all = ["profile", "ask", "account"])]
    pub(crate) list: bool,
    #[command(flatten)]
    pub(crate) online: OnlineArgs,
}

/// Arguments of `explain-code`.
#[derive(Args, Debug)]
pub(crate) struct ExplainCodeArgs {
    /// The code
    pub(crate) code: String,
    /// Print JSON (see `awsp help json`)
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `why`.
#[derive(Args, Debug)]
pub(crate) struct WhyArgs {
    /// The error; without it, standard input is read
    #[arg(conflicts_with = "command")]
    pub(crate) text: Vec<OsString>,
    /// Also ask AWS whether it takes the credentials of this shell
    #[arg(long = "online")]
    pub(crate) ask: bool,
    /// Print JSON (see `awsp help json`)
    #[arg(long)]
    pub(crate) json: bool,
    /// A command to run; if it fails, that is explained
    #[arg(last = true, value_name = "COMMAND")]
    pub(crate) command: Vec<OsString>,
    #[command(flatten)]
    pub(crate) online: OnlineArgs,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// Only this tool
    #[arg(long, value_enum)]
    pub(crate) tool: Option<Family>,
    /// As if this profile were named with `--profile`, or in code
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Print JSON (see `awsp help json`)
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Also show the state of the session and where the profile is defined
    #[arg(long)]
    pub(crate) long: bool,
    /// Print JSON (see `awsp help json`)
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `exec`.
#[derive(Args, Debug)]
pub(crate) struct ExecArgs {
    #[command(flatten)]
    pub(crate) online: OnlineArgs,
    /// The profile
    pub(crate) profile: String,
    /// The command and its words, passed on untouched; one `--` in front is dropped
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "COMMAND")]
    pub(crate) command: Vec<OsString>,
}

/// Arguments of `export`.
#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    /// The profile
    pub(crate) profile: String,
    /// The format
    #[arg(long, value_enum, default_value_t = ExportFormat::Process)]
    pub(crate) format: ExportFormat,
    #[command(flatten)]
    pub(crate) online: OnlineArgs,
}

/// Arguments of `console`.
#[derive(Args, Debug)]
pub(crate) struct ConsoleArgs {
    /// The profile; without it, whoever signs in this shell
    pub(crate) profile: Option<String>,
    /// The page of this service, such as `s3`
    #[arg(long)]
    pub(crate) service: Option<String>,
    /// The Region that the page shows
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// Print the address instead of opening it; it signs in whoever has it
    #[arg(long)]
    pub(crate) print: bool,
    #[command(flatten)]
    pub(crate) online: OnlineArgs,
}

/// Arguments of `init`.
#[derive(Args, Debug)]
#[command(after_help = "Put the line for your shell at the end of its start-up file:

  bash        ~/.bashrc                    eval \"$(command awsp init bash)\"
  zsh         ~/.zshrc                     eval \"$(command awsp init zsh)\"
  fish        ~/.config/fish/config.fish   command awsp init fish | source
  PowerShell  $PROFILE                     . ([scriptblock]::Create((& @(Get-Command awsp -CommandType Application)[0] init powershell) -join \"`n\"))")]
pub(crate) struct InitArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell_name: ShellKind,
    /// Who places the segment in the prompt
    #[arg(long, value_enum, default_value_t = PromptPlace::Auto)]
    pub(crate) prompt: PromptPlace,
}

/// Who places the segment in the prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PromptPlace {
    /// awsp, in front of the prompt; nobody under starship, oh-my-posh and powerlevel10k
    Auto,
    /// You, with `AWSP_PROMPT` and `AWSP_WARNING`
    Manual,
    /// You, in a program: the two are exported
    Export,
}

impl PromptPlace {
    /// Returns the word the hooks know.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Manual => "manual",
            Self::Export => "export",
        }
    }
}

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell_name: ShellKind,
}

/// Arguments of `demo`.
#[derive(Args, Debug)]
pub(crate) struct DemoArgs {
    /// Run the tour by itself and print it, as without a terminal
    #[arg(long)]
    pub(crate) transcript: bool,
    /// Take the sample files `config` and `credentials` from this folder
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub(crate) samples: Option<std::path::PathBuf>,
}

/// Arguments of `help`.
#[derive(Args, Debug)]
pub(crate) struct HelpArgs {
    /// A command, or `json`
    pub(crate) topic: Option<String>,
}

/// Arguments of `complete`.
#[derive(Args, Debug)]
pub(crate) struct CompleteArgs {
    /// bash: the line up to the cursor
    #[arg(long, require_equals = true, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) line: Option<OsString>,
    /// bash: the word that will be replaced
    #[arg(long, require_equals = true, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) word: Option<OsString>,
    /// The words so far, the last one being completed
    #[arg(last = true)]
    pub(crate) words: Vec<OsString>,
}

/// The shell, and whether a hook that speaks protocol 1 listens: `bash/1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShellOption {
    /// The shell.
    pub(crate) kind: ShellKind,
    /// Whether a hook listens.
    pub(crate) hook: bool,
}

impl std::str::FromStr for ShellOption {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, hook) = match text.split_once('/') {
            Some((name, "1")) => (name, true),
            Some((_, protocol)) => {
                return Err(format!("protocol {protocol} is not known: run the init line again"));
            }
            None => (text, false),
        };
        let kind = ShellKind::from_str(name, false)
            .map_err(|_| "awsp speaks to bash, zsh, fish, powershell and posix".to_owned())?;
        Ok(Self { kind, hook })
    }
}

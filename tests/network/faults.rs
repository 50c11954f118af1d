//! Everything that can go wrong on the way to AWS, for every command that goes there: the exit code, the message, the
//! longest time that it may take, and what must not come of it.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::fake::Fake;
use super::home::{
    BASE_SECRET, SESSION, assert_readable_failure, at, cut_off, home, write_sso_token,
};
use super::lines::{black_hole, closed_port, proxy};
use super::tls::{Authority, Certificate};
use crate::support::{Output, Sandbox};

/// A profile for each protocol: p asks STS, corp asks the portal of a single sign-on.
const PROFILES: &str = "\
[profile p]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = base
[profile corp]
sso_session = s
sso_account_id = 555555555555
sso_role_name = R
";

/// The commands that go to AWS, each in its own way.
const COMMANDS: [&str; 5] = [
    "whoami --timeout SECONDS",
    "export --timeout SECONDS p",
    "export --timeout SECONDS corp",
    "exec --timeout SECONDS p -- touch ran",
    "--shell=bash use --timeout SECONDS --export p",
];

/// How late after its limit a command may end.
const GRACE: Duration = Duration::from_millis(500);

/// How every command has to end.
#[derive(Clone, Copy)]
struct End {
    code: i32,
    /// What the message says, whatever the command.
    says: &'static [&'static str],
    /// What is given to `--timeout`, in seconds.
    limit: u64,
    /// The longest time if it is less than that.
    within: Option<u64>,
}

/// Nothing comes, so the limit decides.
const NO_ANSWER: End = End { code: 5, says: &["2 s"], limit: 2, within: None };

/// Each attempt fails at once, and is made three times with at most two seconds in between.
const GIVEN_UP: End = End { code: 5, says: &[], limit: 20, within: Some(5) };

/// Something answers that is not AWS.
const NOT_AWS: End = End { code: 5, says: &["not an AWS answer"], limit: 20, within: Some(2) };

impl End {
    /// Fails unless every command ends so in `sandbox`, all at once.
    fn check(&self, sandbox: &Sandbox) {
        thread::scope(|scope| {
            for command in COMMANDS {
                scope.spawn(move || self.check_one(sandbox, command));
            }
        });
        assert!(!sandbox.work().join("ran").exists(), "exec ran its command");
    }

    fn check_one(&self, sandbox: &Sandbox, command: &str) {
        let bound = Duration::from_secs(self.within.unwrap_or(self.limit)) + GRACE;
        let (output, took) = self.fastest(sandbox, command, bound);
        assert!(took <= bound, "{command}: {took:?}, not {bound:?}: {output:?}");
        assert_readable_failure(&output, self.code);
        for words in self.says {
            assert!(output.stderr.contains(words), "{command}: no `{words}` in {output:?}");
        }
        assert!(!output.stdout.contains("AWS_"), "{command}: {output:?}");
    }

    /// Runs a command, up to three times while it is late, as a machine that is busy otherwise may be the reason.
    fn fastest(&self, sandbox: &Sandbox, command: &str, bound: Duration) -> (Output, Duration) {
        let run = || {
            let words = command.replace("SECONDS", &self.limit.to_string());
            let start = Instant::now();
            let output = sandbox.awsp(&words.split(' ').collect::<Vec<_>>());
            (output, start.elapsed())
        };
        let late = |(_, took): &(Output, Duration)| *took > bound;
        let first = run();
        if late(&first) {
            [run(), run()].into_iter().chain([first]).min_by_key(|(_, took)| *took).unwrap()
        } else {
            first
        }
    }
}

/// Returns the sandbox with a token of the sign-on, in which whoami asks about a user.
fn prepared(sandbox: Sandbox) -> Sandbox {
    write_sso_token(&sandbox, "s", 7200);
    sandbox.with("AWS_PROFILE", "base")
}

fn config() -> String {
    format!("{SESSION}{PROFILES}")
}

/// Fails unless every command ends so when every request is answered so; returns the server.
fn answered(answer: &Value, end: End) -> Option<Fake> {
    let fake = Fake::start()?;
    fake.rule(&json!({}), answer);
    end.check(&prepared(home(&fake, &config())));
    Some(fake)
}

/// Fails unless each command has made so many attempts.
fn assert_attempts(fake: Option<Fake>, each: usize) {
    let Some(fake) = fake else { return };
    assert_eq!(fake.requests().len(), each * COMMANDS.len(), "{:?}", fake.asked());
}

/// Fails unless every command ends so when services are at `url`.
fn placed(url: &str, end: End) {
    end.check(&prepared(at(url, &config())));
}

/// Returns a sandbox whose tools would go to AWS itself.
fn to_aws() -> Sandbox {
    prepared(cut_off(&config()))
}

// ----- nothing comes, or too slowly

#[test]
fn a_server_that_keeps_silent() {
    answered(&json!({"fault": "silent"}), NO_ANSWER);
}

#[test]
fn a_server_that_sends_a_byte_a_second() {
    answered(&json!({"fault": "drip"}), NO_ANSWER);
}

#[test]
fn a_body_that_comes_a_byte_a_second() {
    answered(&json!({"fault": "drip-body"}), NO_ANSWER);
}

#[test]
fn an_answer_that_comes_too_late() {
    answered(&json!({"delay": 30}), NO_ANSWER);
}

#[test]
fn a_port_that_never_answers() {
    let Some(hole) = black_hole() else { return };
    placed(&format!("http://127.0.0.1:{}", hole.said), NO_ANSWER);
}

#[test]
fn a_port_that_never_answers_is_tried_three_times_for_three_seconds() {
    let Some(hole) = black_hole() else { return };
    let end = End { code: 5, says: &[], limit: 30, within: Some(13) };
    placed(&format!("http://127.0.0.1:{}", hole.said), end);
}

// ----- nobody is there

#[test]
fn a_port_on_which_nobody_listens() {
    let end = End { says: &["cannot reach 127.0.0.1"], ..GIVEN_UP };
    placed(&format!("http://127.0.0.1:{}", closed_port()), end);
}

#[test]
fn a_name_that_nothing_has() {
    placed("https://sts.nowhere.invalid", End { says: &["sts.nowhere.invalid"], ..GIVEN_UP });
}

#[test]
fn a_server_that_hangs_up() {
    assert_attempts(answered(&json!({"fault": "refuse"}), GIVEN_UP), 3);
}

#[test]
fn a_server_that_resets_the_connection() {
    assert_attempts(answered(&json!({"fault": "reset"}), GIVEN_UP), 3);
}

#[test]
fn a_connection_reset_in_the_middle_of_the_body() {
    assert_attempts(answered(&json!({"fault": "reset-body"}), GIVEN_UP), 3);
}

#[test]
fn a_body_shorter_than_it_was_said_to_be() {
    answered(&json!({"fault": "truncated"}), GIVEN_UP);
}

// ----- AWS is in trouble

/// Fails unless each command names the request that it has sent last.
fn assert_request_is_named(fault: &str) {
    let Some(fake) = Fake::start() else { return };
    fake.rule(&json!({}), &json!({"fault": fault}));
    let sandbox = prepared(home(&fake, &config()));
    for profile in ["p", "corp"] {
        let output = sandbox.awsp(&["export", profile]);
        let requests = fake.requests();
        let id = requests.last().unwrap().text("request_id");
        assert!(output.stderr.contains(id), "{id}: {output:?}");
    }
}

#[test]
fn a_service_that_is_broken() {
    assert_attempts(answered(&json!({"fault": "500"}), GIVEN_UP), 3);
    assert_request_is_named("500");
}

#[test]
fn a_service_that_is_down() {
    assert_attempts(answered(&json!({"fault": "503"}), GIVEN_UP), 3);
    assert_request_is_named("503");
}

#[test]
fn a_service_that_wants_fewer_requests() {
    assert_attempts(answered(&json!({"fault": "slow-down"}), GIVEN_UP), 3);
}

#[test]
fn a_service_that_says_how_long_to_wait() {
    let start = Instant::now();
    assert_attempts(answered(&json!({"fault": "throttled"}), GIVEN_UP), 3);
    assert!(start.elapsed() >= Duration::from_secs(2), "it has not waited");
}

#[test]
fn a_service_that_wants_an_hour_of_peace() {
    let answer = json!({"fault": "throttled", "headers": {"Retry-After": "3600"}});
    answered(&answer, GIVEN_UP);
}

#[test]
fn a_service_that_recovers_has_hardly_been_in_trouble() {
    let Some(fake) = Fake::start() else { return };
    for fault in ["500", "reset"] {
        fake.once(&json!({}), &json!({"fault": fault}));
    }
    let output = home(&fake, PROFILES).awsp(&["export", "p"]);
    assert_eq!((output.code, fake.asked().len()), (0, 3), "{output:?}");
}

// ----- somebody else answers

#[test]
fn a_page_of_a_captive_portal() {
    assert_attempts(answered(&json!({"fault": "html"}), NOT_AWS), 1);
}

#[test]
fn a_redirect_of_a_captive_portal_is_not_followed() {
    let answer = json!({"fault": "redirect", "headers": {"Location": "/elsewhere"}});
    let fake = answered(&answer, NOT_AWS);
    if let Some(fake) = &fake {
        assert!(!fake.asked().contains(&"/elsewhere".to_owned()), "{:?}", fake.asked());
    }
    assert_attempts(fake, 1);
}

#[test]
fn a_captive_portal_that_knows_the_status_made_for_it() {
    assert_attempts(answered(&json!({"fault": "511"}), NOT_AWS), 1);
}

#[test]
fn an_empty_answer() {
    answered(&json!({"body": ""}), NOT_AWS);
}

#[test]
fn an_answer_that_ends_early() {
    answered(&json!({"fault": "malformed"}), NOT_AWS);
}

#[test]
fn an_answer_with_wrong_types() {
    answered(&json!({"fault": "wrong-types"}), NOT_AWS);
}

#[test]
fn an_answer_in_which_most_is_missing() {
    answered(&json!({"fault": "missing-fields"}), NOT_AWS);
}

#[test]
fn an_answer_that_is_nested_ten_thousand_times() {
    answered(&json!({"fault": "deep"}), NOT_AWS);
}

#[test]
fn an_answer_with_entities() {
    answered(&json!({"fault": "entities"}), NOT_AWS);
}

// ----- too much

/// What an answer that is too much may cost: the resident memory, in kibibytes.
const MEMORY: u64 = 50 * 1024;

/// Runs its words, and prints the peak of their memory in kibibytes.
const PEAK: &str = "\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
";

/// Fails unless a fault ends so, in little memory.
fn too_much(answer: &Value) {
    let Some(fake) = answered(answer, End { says: &[], ..GIVEN_UP }) else { return };
    let sandbox = prepared(home(&fake, &config()));
    for profile in ["p", "corp"] {
        let mut command = sandbox.command("python3");
        command.args(["-c", PEAK]).arg(sandbox.awsp_path()).args(["export", profile]);
        let peak: u64 = sandbox.run(&mut command).stdout.trim().parse().unwrap();
        assert!(peak < MEMORY, "{peak} KiB");
    }
}

#[test]
fn a_body_of_a_gibibyte() {
    too_much(&json!({"fault": "huge"}));
}

#[test]
fn a_body_of_a_gibibyte_in_chunks() {
    too_much(&json!({"fault": "huge", "chunked": true}));
}

#[test]
fn headers_without_an_end() {
    too_much(&json!({"fault": "endless-headers"}));
}

#[test]
fn a_mebibyte_that_unpacks_to_a_gibibyte() {
    too_much(&json!({"fault": "gzip-bomb"}));
}

// ----- AWS says no

/// The answer is no, so nothing is tried again.
const fn refused(code: i32, says: &'static [&'static str]) -> End {
    End { code, says, limit: 20, within: Some(2) }
}

#[test]
fn an_expired_token() {
    let answer = json!({"error": "ExpiredToken", "message": "The security token included in the request is expired"});
    assert_attempts(answered(&answer, refused(4, &["is expired"])), 1);
}

#[test]
fn a_key_that_nobody_has() {
    let answer = json!({"error": "InvalidClientTokenId", "status": 403});
    assert_attempts(answered(&answer, refused(4, &["InvalidClientTokenId"])), 1);
}

#[test]
fn a_wrong_signature() {
    let answer = json!({"error": "SignatureDoesNotMatch", "status": 403});
    assert_attempts(answered(&answer, refused(4, &["SignatureDoesNotMatch"])), 1);
}

#[test]
fn a_denial() {
    let answer =
        json!({"error": "AccessDenied", "message": "User: x is not authorized", "status": 403});
    assert_attempts(answered(&answer, refused(6, &["User: x is not authorized"])), 1);
}

#[test]
fn a_message_that_plays_with_the_terminal_and_never_ends() {
    let message =
        format!("\u{1b}]0;gone\u{7}\u{1b}[2J\r\nhint: run me\u{202e}{}", "x".repeat(100_000));
    answered(&json!({"error": "AccessDenied", "message": message, "status": 403}), refused(6, &[]));
}

#[test]
fn a_clock_that_is_wrong_by_two_hours() {
    let answer = json!({"fault": "skewed", "error": "RequestTimeTooSkewed"});
    assert_attempts(answered(&answer, End { says: &["2 h"], ..GIVEN_UP }), 2);
}

#[test]
fn a_clock_that_is_wrong_is_made_up_for() {
    let Some(fake) = Fake::start() else { return };
    fake.once(&json!({}), &json!({"fault": "skewed", "error": "RequestTimeTooSkewed"}));
    fake.rule(&json!({}), &json!({"fault": "skewed"}));

    let output = home(&fake, PROFILES).awsp(&["export", "p"]);

    assert_eq!(output.code, 0, "{output:?}");
    let dates = fake
        .requests()
        .iter()
        .map(|request| hour(request.header("x-amz-date").unwrap()))
        .collect::<Vec<_>>();
    assert_eq!((dates[0] + 2) % 24, dates[1] % 24, "{dates:?}");
}

/// Returns the hour of a date as signatures have it.
fn hour(date: &str) -> u32 {
    date.split('T').nth(1).unwrap()[..2].parse().unwrap()
}

// ----- proxies

#[test]
fn a_proxy_that_is_down() {
    let sandbox = to_aws().with("HTTPS_PROXY", format!("http://127.0.0.1:{}", closed_port()));
    End { says: &["HTTPS_PROXY"], ..GIVEN_UP }.check(&sandbox);
}

#[test]
fn a_proxy_that_wants_a_password() {
    let port = proxy("407 Proxy Authentication Required");
    let sandbox = to_aws().with("https_proxy", format!("http://127.0.0.1:{port}"));
    End { says: &["https_proxy", "407"], ..GIVEN_UP }.check(&sandbox);
}

#[test]
fn a_proxy_that_reaches_nobody() {
    let port = proxy("502 Bad Gateway");
    let sandbox = to_aws().with("HTTPS_PROXY", format!("http://127.0.0.1:{port}"));
    End { says: &["HTTPS_PROXY"], ..GIVEN_UP }.check(&sandbox);
}

#[test]
fn a_proxy_that_is_no_address() {
    for address in ["http://[bad", "::", "http://127.0.0.1:99999"] {
        let sandbox = to_aws().with("HTTPS_PROXY", address);
        End { says: &["HTTPS_PROXY"], ..GIVEN_UP }.check(&sandbox);
    }
}

#[test]
fn the_password_of_a_proxy_is_not_told() {
    let address = format!("http://user:hunter2@127.0.0.1:{}", closed_port());
    let sandbox = to_aws().with("HTTPS_PROXY", address);
    End { says: &["HTTPS_PROXY"], ..GIVEN_UP }.check(&sandbox);
}

#[test]
fn servers_of_this_machine_are_reached_without_the_proxy_where_no_proxy_says_so() {
    let Some(fake) = Fake::start() else { return };
    let address = format!("http://127.0.0.1:{}", closed_port());
    let sandbox = home(&fake, PROFILES)
        .with("HTTP_PROXY", &address)
        .with("http_proxy", &address)
        .with("NO_PROXY", "example.com,127.0.0.1");

    assert_eq!(sandbox.awsp(&["export", "p"]).code, 0);
}

// ----- TLS

/// Returns a sandbox whose tools ask a server with such a certificate, and trust its authority if `trusted`.
fn over_tls(certificate: Certificate, trusted: bool) -> Option<(Sandbox, Fake, Authority)> {
    let authority = Authority::new()?;
    let fake = authority.server(certificate)?;
    let sandbox = prepared(at(&fake.tls_url(), &config()));
    let sandbox = if trusted { sandbox.with("AWS_CA_BUNDLE", authority.file()) } else { sandbox };
    Some((sandbox, fake, authority))
}

#[test]
fn a_certificate_of_somebody_unknown() {
    let Some((sandbox, fake, _authority)) = over_tls(Certificate::Good, false) else { return };
    End { says: &["Somebody's_Proxy", "AWS_CA_BUNDLE"], ..GIVEN_UP }.check(&sandbox);
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn a_certificate_for_another_name() {
    let Some((sandbox, fake, _authority)) = over_tls(Certificate::ForAnotherName, true) else {
        return;
    };
    End { says: &["127.0.0.1"], ..GIVEN_UP }.check(&sandbox);
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn a_certificate_that_has_ended() {
    let Some((sandbox, fake, _authority)) = over_tls(Certificate::Expired, true) else { return };
    End { says: &["expired"], ..GIVEN_UP }.check(&sandbox);
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn a_certificate_that_aws_ca_bundle_vouches_for() {
    let Some((sandbox, fake, _authority)) = over_tls(Certificate::Good, true) else { return };
    let output = sandbox.awsp(&["export", "p"]);
    assert_eq!((output.code, fake.asked().len()), (0, 1), "{output:?}");
}

#[test]
fn a_server_that_speaks_no_tls() {
    let Some(fake) = Fake::start() else { return };
    placed(&fake.url().replace("http:", "https:"), GIVEN_UP);
}

#[test]
fn a_bundle_of_certificates_that_is_not_there() {
    let sandbox = to_aws().with("AWS_CA_BUNDLE", "/no/such/file");
    End { says: &["AWS_CA_BUNDLE"], ..refused(3, &[]) }.check(&sandbox);
}

// ----- settings

#[test]
fn an_address_without_tls_is_for_this_machine_only() {
    placed("http://192.0.2.1", refused(3, &["http"]));
}

#[test]
fn an_address_that_is_none() {
    for address in ["nonsense", "http://", "https://[", "ftp://127.0.0.1/"] {
        placed(address, refused(3, &["AWS_ENDPOINT_URL"]));
    }
}

#[test]
fn a_token_goes_to_an_address_elsewhere_only_when_that_is_allowed() {
    let sandbox = prepared(at("https://portal.nowhere.invalid", &config()));
    let asked = sandbox.awsp(&["export", "corp"]);
    assert_readable_failure(&asked, 3);
    assert!(asked.stderr.contains("--allow-endpoint"), "{asked:?}");

    assert_readable_failure(&sandbox.awsp(&["export", "--allow-endpoint", "corp"]), 5);
}

#[test]
fn variables_that_would_make_the_sdk_panic() {
    let Some(fake) = Fake::start() else { return };
    for (name, value) in [
        ("AWS_ENDPOINT_URL", ""),
        ("AWS_ENDPOINT_URL_IAM", ""),
        ("AWS_MAX_ATTEMPTS", ""),
        ("AWS_MAX_ATTEMPTS", "many"),
        ("AWS_RETRY_MODE", "sometimes"),
        ("AWS_USE_FIPS_ENDPOINT", "perhaps"),
    ] {
        let output = home(&fake, PROFILES).with(name, value).awsp(&["export", "p"]);
        assert_eq!(output.code, 0, "{name}={value}: {output:?}");
        assert!(!output.stdout.is_empty() && !output.stderr.contains(BASE_SECRET), "{output:?}");
    }
}

// ----- names

#[test]
fn a_resolver_that_never_answers() {
    use super::fake::script;
    let sandbox = to_aws();
    let deaf = ["-r", "-n", "-m", "python3"];
    let mut command = sandbox.command("unshare");
    command.args(deaf).arg(script("deaf_resolver.py"));
    if sandbox.run(command.arg("true")).code != 0 {
        crate::support::skip("this machine lets nobody have a network of his own");
        return;
    }
    let mut command = sandbox.command("unshare");
    command.args(deaf).arg(script("deaf_resolver.py")).arg(sandbox.awsp_path());
    let start = Instant::now();

    let output = sandbox.run(command.args(["export", "--timeout", "2", "p"]));

    assert_readable_failure(&output, 5);
    // Python and the namespaces take their time, too.
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
}

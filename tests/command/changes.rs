//! `use`, `off` and `clean` without a shell: the code and what is said. Real shells evaluate it in `tests/shell`.

use insta::assert_snapshot;

use super::{run, sandbox};

const KEYS: [(&str, &str); 2] = [
    ("AWS_ACCESS_KEY_ID", "AKIA6RTVPGNLQUISEM2E"),
    ("AWS_SECRET_ACCESS_KEY", "a-secret-of-some-length"),
];

#[test]
fn use_says_who_one_is_afterwards() {
    assert_snapshot!(run(&sandbox(), &["--shell=fish", "use", "staging"]), @r#"
    code: 0
    ----- stdout
    begin; : awsp; if set -ql AWS_PROFILE; or set -ql AWSP_PROFILE; echo error: a variable is local or universal, nothing changed >&2; false; else; set -gx AWS_PROFILE staging; set -gx AWSP_PROFILE staging; true; end; end
    ----- stderr
    staging · 444455556666 · Deploy · eu-central-1
    "#);
}

#[test]
fn use_removes_only_what_is_there() {
    let sandbox = KEYS.iter().fold(sandbox(), |sandbox, (name, value)| sandbox.with(name, value));

    assert_snapshot!(run(&sandbox, &["--shell=posix", "use", "dev"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_PROFILE AWSP_PROFILE && \test -z "${AWS_ACCESS_KEY_ID+x}${AWS_SECRET_ACCESS_KEY+x}${AWS_PROFILE+x}${AWSP_PROFILE+x}") 2>/dev/null; then \export AWS_PROFILE=dev; \export AWSP_PROFILE=dev; \unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    dev · 111122223333 · eu-west-1
    "#);
}

#[test]
fn use_with_a_region_sets_it_for_every_tool() {
    assert_snapshot!(run(&sandbox(), &["--shell=powershell", "use", "dev", "--region", "us-east-2"]), @r#"
    code: 0
    ----- stdout
    <#awsp#>& { $env:AWS_PROFILE = 'dev'; $env:AWSP_PROFILE = 'dev'; $env:AWS_REGION = 'us-east-2'; $env:AWS_DEFAULT_REGION = 'us-east-2'; $env:AWSP_REGION = 'us-east-2' }<#end#>
    ----- stderr
    dev · 111122223333 · us-east-2
    "#);
}

#[test]
fn a_wrong_name_suggests_the_nearest() {
    assert_snapshot!(run(&sandbox(), &["--shell=bash", "use", "stagign"]), @r#"
    code: 3
    ----- stdout
    false
    ----- stderr
    error: no profile named `stagign`
    hint: did you mean `staging`?
    "#);
}

#[test]
fn a_section_without_its_prefix_is_named_with_its_line() {
    let sandbox = sandbox();
    sandbox.config("[profile dev]\n\n[prod]\nregion = us-east-1\n");

    assert_snapshot!(run(&sandbox, &["--shell=bash", "use", "prod"]), @r#"
    code: 3
    ----- stdout
    false
    ----- stderr
    error: no profile named `prod`
    hint: ~/.aws/config:3 says [prod]; in the config file it has to be [profile prod]
    "#);
}

#[test]
fn a_hook_gets_nothing_but_the_exit_code() {
    assert_snapshot!(run(&sandbox(), &["--shell=bash/1", "use", "nope"]), @r#"
    code: 3
    ----- stdout
    ----- stderr
    error: no profile named `nope`
    hint: `awsp list` shows the profiles
    "#);
}

#[test]
fn an_unknown_region_is_refused() {
    assert_snapshot!(run(&sandbox(), &["--shell=zsh", "use", "dev", "--region", "Frankfurt; rm"]), @r#"
    code: 2
    ----- stdout
    false
    ----- stderr
    error: `Frankfurt; rm` is no Region
    hint: a Region looks like eu-west-1
    "#);
    for region in ["eu-west-", "-eu-west-1", "12", ""] {
        let region = format!("--region={region}");
        let answer = run(&sandbox(), &["--shell=zsh", "use", "dev", &region]);
        assert!(answer.starts_with("code: 2"), "{region}: {answer}");
    }
}

#[test]
fn there_is_no_way_back_at_first() {
    assert_snapshot!(run(&sandbox(), &["--shell=zsh", "use", "-"]), @r#"
    code: 3
    ----- stdout
    false
    ----- stderr
    error: no previous profile in this shell
    hint: name a profile: `awsp use NAME`, or see them all: `awsp list`
    "#);
}

#[test]
fn the_way_back_leads_to_the_previous_profile() {
    let sandbox = sandbox().with("AWSP_PREVIOUS", "dev").with("AWS_PROFILE", "staging");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "use", "-"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_PROFILE AWSP_PROFILE AWSP_PREVIOUS && \test -z "${AWS_PROFILE+x}${AWSP_PROFILE+x}${AWSP_PREVIOUS+x}") 2>/dev/null; then \export AWS_PROFILE=dev; \export AWSP_PROFILE=dev; \export AWSP_PREVIOUS=staging; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    dev · 111122223333 · eu-west-1
    "#);
}

#[test]
fn an_alias_stands_for_its_profile() {
    let sandbox = sandbox();
    sandbox.file(".config/awsp/config", "[alias]\ns = staging\n");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "use", "s"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_PROFILE AWSP_PROFILE && \test -z "${AWS_PROFILE+x}${AWSP_PROFILE+x}") 2>/dev/null; then \export AWS_PROFILE=staging; \export AWSP_PROFILE=staging; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    staging · 444455556666 · Deploy · eu-central-1
    "#);
}

#[test]
fn the_regions_follow_the_profile_when_asked_to() {
    let sandbox = sandbox();
    sandbox.file(".config/awsp/config", "[use]\nregion = profile\n");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "use", "dev"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_PROFILE AWSP_PROFILE AWS_REGION AWS_DEFAULT_REGION AWSP_REGION && \test -z "${AWS_PROFILE+x}${AWSP_PROFILE+x}${AWS_REGION+x}${AWS_DEFAULT_REGION+x}${AWSP_REGION+x}") 2>/dev/null; then \export AWS_PROFILE=dev; \export AWSP_PROFILE=dev; \export AWS_REGION=eu-west-1; \export AWS_DEFAULT_REGION=eu-west-1; \export AWSP_REGION=eu-west-1; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    dev · 111122223333 · eu-west-1
    "#);
}

#[test]
fn a_setting_that_nobody_knows_is_named_with_its_line() {
    let sandbox = sandbox();
    sandbox.file(".config/awsp/config", "[prompt]\ncolour = red\n");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "off"]), @r#"
    code: 0
    ----- stdout
    if : awsp; then :; fi
    ----- stderr
    no credentials are configured
    warning: ~/.config/awsp/config:2: [prompt] has no `colour`
    "#);
}

#[test]
fn a_profile_that_only_some_tools_see_is_selected_with_a_warning() {
    let sandbox = sandbox();
    sandbox.config("[profile 'my team']\nregion = eu-west-1\n");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "use", "my team"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_PROFILE AWSP_PROFILE && \test -z "${AWS_PROFILE+x}${AWSP_PROFILE+x}") 2>/dev/null; then \export AWS_PROFILE='my team'; \export AWSP_PROFILE='my team'; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    my team · eu-west-1
    error: profile my team has no credentials
    hint: awsp list --long
    warning: the AWS SDKs do not see the profile `my team`
    "#);
}

#[test]
fn a_file_that_one_tool_rejects_is_named() {
    let sandbox = sandbox();
    sandbox.config("[profile dev]\nregion = a\nregion = b\n");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "use", "dev"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_PROFILE AWSP_PROFILE && \test -z "${AWS_PROFILE+x}${AWSP_PROFILE+x}") 2>/dev/null; then \export AWS_PROFILE=dev; \export AWSP_PROFILE=dev; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    error: ~/.aws/config:3: a key that is there twice in its section
    hint: ${EDITOR:-vi} +3 ~/.aws/config
    warning: the AWS CLI and boto3 reject the file
    "#);
}

#[test]
fn off_says_that_one_is_nobody() {
    let sandbox = sandbox().with("AWS_PROFILE", "dev").with("AWS_DEFAULT_PROFILE", "x");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "off"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_PROFILE AWS_DEFAULT_PROFILE AWSP_PREVIOUS && \test -z "${AWS_PROFILE+x}${AWS_DEFAULT_PROFILE+x}${AWSP_PREVIOUS+x}") 2>/dev/null; then \export AWSP_PREVIOUS=dev; \unset AWS_PROFILE AWS_DEFAULT_PROFILE; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    no credentials are configured
    "#);
}

#[test]
fn clean_takes_the_keys_and_keeps_the_profile() {
    let sandbox = KEYS.iter().fold(sandbox(), |sandbox, (name, value)| sandbox.with(name, value));
    let sandbox = sandbox.with("AWS_PROFILE", "staging").with("AWS_SESSION_TOKEN", "");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "clean"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN && \test -z "${AWS_ACCESS_KEY_ID+x}${AWS_SECRET_ACCESS_KEY+x}${AWS_SESSION_TOKEN+x}") 2>/dev/null; then \unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    unset   AWS_ACCESS_KEY_ID      …EM2E  (overrides every profile)
    unset   AWS_SECRET_ACCESS_KEY  …ngth  (overrides every profile)
    unset   AWS_SESSION_TOKEN        (set, but empty)
    staging · 444455556666 · Deploy · eu-central-1
    "#);
}

#[test]
fn clean_removes_a_profile_that_is_nowhere_and_reports_the_rest() {
    let sandbox = sandbox()
        .with("AWS_PROFILE", "gone")
        .with("AWSP_PROFILE", "gone")
        .with("AWS_ENDPOINT_URL", "http://localhost:4566")
        .with("AWS_REGION", "");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "clean"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_PROFILE AWS_REGION AWSP_PROFILE && \test -z "${AWS_PROFILE+x}${AWS_REGION+x}${AWSP_PROFILE+x}") 2>/dev/null; then \unset AWS_PROFILE AWS_REGION AWSP_PROFILE; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    unset   AWS_PROFILE       gone  (no file defines this profile)
    unset   AWS_REGION          (set, but empty)
    note    AWS_ENDPOINT_URL  http://localhost:4566  (decides where requests go; --all removes it)
    no credentials are configured
    warning: AWS_ENDPOINT_URL sends requests to http://localhost:4566
    hint: unset AWS_ENDPOINT_URL
    "#);
}

#[test]
fn clean_keeps_what_another_tool_exported() {
    let sandbox = sandbox()
        .with("AWS_VAULT", "prod")
        .with("AWS_ACCESS_KEY_ID", "ASIAWO645SY5AUISEM2E")
        .with("AWS_SECRET_ACCESS_KEY", "a-secret-of-some-length")
        .with("AWS_SESSION_TOKEN", "a-token-of-some-length")
        .with("AWS_DEFAULT_PROFILE", "dev");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "clean"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_DEFAULT_PROFILE && \test -z "${AWS_DEFAULT_PROFILE+x}") 2>/dev/null; then \unset AWS_DEFAULT_PROFILE; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    unset   AWS_DEFAULT_PROFILE    dev  (boto3 reads it before AWS_PROFILE)
    keep    AWS_ACCESS_KEY_ID      …EM2E  (exported by aws-vault)
    keep    AWS_SECRET_ACCESS_KEY  …ngth  (exported by aws-vault)
    keep    AWS_SESSION_TOKEN      …ngth  (exported by aws-vault)
    aws-vault:prod · 444455556666
    "#);
}

#[test]
fn clean_all_leaves_nothing_but_settings() {
    let sandbox = KEYS.iter().fold(sandbox(), |sandbox, (name, value)| sandbox.with(name, value));
    let sandbox = sandbox
        .with("AWS_PROFILE", "dev")
        .with("AWS_REGION", "eu-west-1")
        .with("AWSP_REGION", "eu-west-1")
        .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/")
        .with("AWS_RETRY_MODE", "standard");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "clean", "--all"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_REGION AWSP_REGION && \test -z "${AWS_PROFILE+x}${AWS_ACCESS_KEY_ID+x}${AWS_SECRET_ACCESS_KEY+x}${AWS_CONTAINER_CREDENTIALS_FULL_URI+x}${AWS_REGION+x}${AWSP_REGION+x}") 2>/dev/null; then \unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_REGION AWSP_REGION; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    unset   AWS_PROFILE                         dev  (--all)
    unset   AWS_ACCESS_KEY_ID                   …EM2E  (--all)
    unset   AWS_SECRET_ACCESS_KEY               …ngth  (--all)
    unset   AWS_CONTAINER_CREDENTIALS_FULL_URI  http://127.0.0.1/  (--all)
    unset   AWS_REGION                          eu-west-1  (--all)
    no credentials are configured
    "#);
}

#[test]
fn a_dry_run_tells_of_every_variable_and_changes_none() {
    let sandbox = KEYS.iter().fold(sandbox(), |sandbox, (name, value)| sandbox.with(name, value));
    let sandbox = sandbox
        .with("AWS_PROFILE", "dev")
        .with("AWS_CONFIG_FILE", "/nowhere")
        .with("AWS_RETRY_MODE", "standard");

    assert_snapshot!(run(&sandbox, &["--shell=posix", "clean", "--dry-run"]), @r#"
    code: 0
    ----- stdout
    if : awsp; then :; fi
    ----- stderr
    keep    AWS_PROFILE                dev  (your choice)
    remove  AWS_ACCESS_KEY_ID          …EM2E  (overrides every profile)
    remove  AWS_SECRET_ACCESS_KEY      …ngth  (overrides every profile)
    note    AWS_CONFIG_FILE            /nowhere  (decides which file is read; --all removes it)
    note    AWS_EC2_METADATA_DISABLED  true  (a setting)
    note    AWS_RETRY_MODE             standard  (a setting)
    note    HOME                       ~  (decides which file is read)
    "#);
}

#[test]
fn clean_works_with_a_broken_file() {
    let broken =
        sandbox().with("AWS_PROFILE", "dev").with("AWS_ACCESS_KEY_ID", "AKIA6RTVPGNLQUISEM2E");
    broken.config([0xff, b'\n']);

    assert_snapshot!(run(&broken, &["--shell=posix", "clean"]), @r#"
    code: 0
    ----- stdout
    if : awsp && (\unset AWS_ACCESS_KEY_ID && \test -z "${AWS_ACCESS_KEY_ID+x}") 2>/dev/null; then \unset AWS_ACCESS_KEY_ID; else \echo error: a variable is readonly or hidden by a local one, nothing changed >&2; \echo hint: readonly -p lists the readonly ones >&2; \false; fi
    ----- stderr
    unset   AWS_ACCESS_KEY_ID  …EM2E  (overrides every profile)
    error: ~/.aws/config:1: bytes that are not UTF-8
    hint: ${EDITOR:-vi} +1 ~/.aws/config
    "#);
}

//! Who one profile is, whatever the variables say.

use crate::access_key_id;
use crate::chain::{self, Base, Chain, CredentialSource};
use crate::profile_kind::{self, Kind};
use crate::session::{RoleRequest, Sessions, SsoKey, Standing, seconds_since_epoch};
use crate::shared_config::{Profile, Setting, SharedConfig};
use crate::source::Source;

use super::{Identity, Known, Problem, State, Stop, arn, profile_source};

/// What a look at profiles takes: the files, the sessions, the time.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a, 't> {
    /// The AWS files.
    pub(crate) config: &'a SharedConfig<'t>,
    /// The sessions; without them no cache is touched and their state is unknown.
    pub(crate) sessions: Option<&'a Sessions<'a>>,
    /// Now, in seconds since 1970.
    pub(crate) now: i64,
}

impl<'t> Look<'_, 't> {
    /// Returns who `profile` is when its credentials are of `kind`; Region and selection are left open.
    pub(crate) fn at(&self, profile: &Profile<'t>, kind: Kind) -> Identity {
        let identity = match kind {
            Kind::Static | Kind::Session => self.keys(profile, kind),
            Kind::Role => self.role(profile),
            Kind::WebIdentity => self.web_identity(profile),
            Kind::Sso | Kind::SsoLegacy => self.sso(profile, kind),
            Kind::Process => self.process(profile),
            Kind::Login => self.login(profile),
            Kind::SsoToken
            | Kind::Environment
            | Kind::CredentialFile
            | Kind::Container
            | Kind::None => Identity::new(kind, profile_source(self.config, profile)),
        };
        let name = Known::new(profile.name(), profile_source(self.config, profile));
        let identity = Identity { profile: Some(name), ..identity };
        match profile_kind::problem(self.config, profile, kind) {
            Some(stop) => identity.stopped(stop),
            None => identity,
        }
    }

    fn keys(&self, profile: &Profile<'t>, kind: Kind) -> Identity {
        let file = profile_kind::file_of_keys(profile);
        let key_id = profile.get_in(file, "aws_access_key_id");
        let text = key_id.map(|setting| setting.value.clone().into_owned());
        let source = key_id.map(|setting| self.config.setting_source(setting));
        let identity = Identity {
            account: self.stated_account(profile, text.as_deref()),
            access_key_id: text,
            ..Identity::new(kind, source.unwrap_or(Source::Default))
        };
        if kind == Kind::Session {
            return identity.standing(Standing::of_keys(expiration(profile), self.now));
        }
        identity
    }

    /// Returns `aws_account_id`, unless the key id itself names another account.
    fn stated_account(&self, profile: &Profile<'t>, key_id: Option<&str>) -> Option<Known<String>> {
        let stated = profile.get("aws_account_id").filter(|setting| !setting.value.is_empty());
        let stated = stated.map(|setting| self.known(setting));
        account_of_keys(stated, key_id)
    }

    fn role(&self, profile: &Profile<'t>) -> Identity {
        let place = profile_source(self.config, profile);
        let role = profile
            .get("role_arn")
            .map_or_else(|| Known::new("", place.clone()), |setting| self.known(setting));
        let signed_by = |source: Source| {
            let source =
                Source::AssumeRole { role_arn: role.value.clone(), source: Box::new(source) };
            Identity::new(Kind::Role, source).in_role(&role)
        };
        match chain::walk(self.config, profile.clone()) {
            Err(stop) => signed_by(stop.source.clone()).stopped(stop),
            Ok(_) if role.value.is_empty() => {
                let message = format!("role_arn of profile `{}` is empty", profile.name());
                signed_by(place).stopped(Stop::new(
                    Problem::RoleSource,
                    message,
                    role.source.clone(),
                ))
            }
            Ok(chain) => {
                let (source, standing) = self.chain(&chain);
                signed_by(source).standing(standing)
            }
        }
    }

    /// Returns what signs the first call of a chain, and how the role at its other end stands.
    fn chain(&self, chain: &Chain<'t>) -> (Source, Standing) {
        let (mut source, mut standing) = self.base(&chain.base);
        for role in chain.roles.iter().rev() {
            if let Some(sessions) = self.sessions {
                standing = Standing::of_role(sessions, self.now, &request(role), &standing);
            }
        }
        for role in chain.roles.iter().skip(1).rev() {
            let role_arn = role.value("role_arn").unwrap_or_default().to_owned();
            source = Source::AssumeRole { role_arn, source: Box::new(source) };
        }
        if self.sessions.is_none() {
            standing = Standing::bare(State::Unknown);
        }
        (source, standing)
    }

    fn base(&self, base: &Base<'t>) -> (Source, Standing) {
        let unknown = Standing::bare(State::Unknown);
        match base {
            Base::Machine(CredentialSource::Environment) => {
                (Source::Variable("AWS_ACCESS_KEY_ID".to_owned()), unknown)
            }
            Base::Machine(CredentialSource::Ec2InstanceMetadata) => (Source::Imds, unknown),
            Base::Machine(CredentialSource::EcsContainer) => (Source::Container, unknown),
            Base::Profile(profile, kind) => {
                let signer = self.at(profile, *kind);
                // Long-term keys sign whenever they are asked.
                let state = if *kind == Kind::Static { State::Refreshable } else { signer.state };
                let standing = Standing {
                    expires_at: signer.expires_at,
                    renewable: signer.renewable,
                    ..Standing::bare(state)
                };
                (signer.source, standing)
            }
        }
    }

    fn web_identity(&self, profile: &Profile<'t>) -> Identity {
        let role = profile.get("role_arn").map_or_else(
            || Known::new("", profile_source(self.config, profile)),
            |setting| self.known(setting),
        );
        self.with_token(&role, profile.value("role_session_name"))
    }

    /// Returns who takes `role` with a web identity token.
    pub(crate) fn with_token(&self, role: &Known<String>, session_name: Option<&str>) -> Identity {
        let request = RoleRequest {
            role_arn: &role.value,
            role_session_name: session_name,
            ..RoleRequest::default()
        };
        let standing =
            self.sessions.map(|found| Standing::of_web_identity(found, self.now, &request));
        Identity::new(Kind::WebIdentity, Source::WebIdentity)
            .in_role(role)
            .standing(standing.unwrap_or(Standing::bare(State::Unknown)))
    }

    fn sso(&self, profile: &Profile<'t>, kind: Kind) -> Identity {
        let text = |key| profile.value(key).unwrap_or_default();
        let key = match kind {
            Kind::Sso => SsoKey::Session(text("sso_session")),
            _ => SsoKey::StartUrl(text("sso_start_url")),
        };
        let role = (text("sso_account_id"), text("sso_role_name"));
        let standing = self.sessions.map(|found| Standing::of_sso(found, self.now, role, key));
        let account = profile.get("sso_account_id").filter(|setting| !setting.value.is_empty());
        Identity {
            account: account.map(|setting| self.known(setting)),
            principal: Some(role.1.to_owned()).filter(|name| !name.is_empty()),
            ..Identity::new(kind, Source::Sso(key.name().to_owned()))
        }
        .standing(standing.unwrap_or(Standing::bare(State::Unknown)))
    }

    fn process(&self, profile: &Profile<'t>) -> Identity {
        let command = profile.value("credential_process").unwrap_or_default();
        Identity {
            account: self.stated_account(profile, None),
            ..Identity::new(Kind::Process, Source::Process(program(command).to_owned()))
        }
        .standing(Standing::bare(State::Unknown))
    }

    fn login(&self, profile: &Profile<'t>) -> Identity {
        let session = profile.value("login_session").unwrap_or_default();
        let standing = self.sessions.map(|found| Standing::of_login(found, self.now, session));
        let place = profile.get("login_session").map(|setting| self.config.setting_source(setting));
        Identity {
            account: arn::account(session).zip(place).map(|(account, at)| Known::new(account, at)),
            principal: arn::principal(session).map(str::to_owned),
            ..Identity::new(Kind::Login, Source::Login)
        }
        .standing(standing.unwrap_or(Standing::bare(State::Unknown)))
    }

    fn known(&self, setting: &Setting<'t>) -> Known<String> {
        Known::new(&*setting.value, self.config.setting_source(setting))
    }
}

/// Returns the account of keys: what is stated beside them, unless the key id itself names another.
pub(crate) fn account_of_keys(
    stated: Option<Known<String>>,
    key_id: Option<&str>,
) -> Option<Known<String>> {
    let Some(written) = key_id.and_then(access_key_id::account) else { return stated };
    match stated {
        Some(stated) if stated.value == written => Some(stated),
        Some(_) | None => Some(Known::new(written, Source::AccessKeyId)),
    }
}

/// Returns the parameters that name the cache file of the profile's role.
pub(crate) fn request<'a>(profile: &'a Profile<'_>) -> RoleRequest<'a> {
    RoleRequest {
        role_arn: profile.value("role_arn").unwrap_or_default(),
        role_session_name: profile.value("role_session_name"),
        external_id: profile.value("external_id"),
        mfa_serial: profile.value("mfa_serial"),
        // The AWS CLI ignores what is no number.
        duration_seconds: profile
            .value("duration_seconds")
            .and_then(|text| text.trim().parse().ok()),
    }
}

/// Returns the end of keys that another tool wrote beside them; AWS's own tools write none.
fn expiration(profile: &Profile<'_>) -> Option<i64> {
    ["expiration", "x_security_token_expires", "aws_expiration"]
        .into_iter()
        .find_map(|key| seconds_since_epoch(profile.value(key)?))
}

/// Returns the program of a command line, without its arguments.
fn program(command: &str) -> &str {
    let command = command.trim_start();
    match command.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next().unwrap_or(quoted),
        None => command.split_whitespace().next().unwrap_or(command),
    }
}

#[cfg(test)]
mod tests {
    use crate::session::fake::{FakeCaches, sessions};
    use crate::session::{Store, sso_token};
    use crate::shared_config::{Texts, View};

    use super::*;

    const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z

    /// Returns who profile `p` is.
    fn look(config: &str, credentials: &str, caches: Option<&FakeCaches>) -> Identity {
        let texts = Texts::from_strings(config, credentials);
        let config = SharedConfig::parse(&texts);
        let profile = config.view(View::Boto).profile("p").unwrap();
        let sessions = caches.map(|caches| sessions(caches));
        Look { config: &config, sessions: sessions.as_ref(), now: NOW }
            .at(&profile, profile_kind::of(&profile))
    }

    const SSO: &str = "[sso-session s]\nsso_start_url = u\nsso_region = x\n\
        [profile p]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = Admin\n";
    const ROLE: &str = "[profile p]\nrole_arn = arn:aws:iam::222222222222:role/path/Deploy\n";

    #[test]
    fn every_kind_tells_account_principal_and_state() {
        let keys = "aws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\n";
        for (config, account, principal, state) in [
            (format!("[profile p]\n{keys}"), Some("123456789012"), None, State::None),
            (
                format!("[profile p]\n{keys}aws_session_token = t\n"),
                Some("123456789012"),
                None,
                State::Unknown,
            ),
            (
                format!(
                    "[profile p]\n{keys}aws_session_token = t\nexpiration = 2026-01-02T04:00:00Z\n"
                ),
                Some("123456789012"),
                None,
                State::Valid,
            ),
            (SSO.to_owned(), Some("111122223333"), Some("Admin"), State::None),
            (
                format!("{ROLE}source_profile = p\n{keys}"),
                Some("222222222222"),
                Some("Deploy"),
                State::Refreshable,
            ),
            (
                format!("{ROLE}source_profile = p\nmfa_serial = m\n{keys}"),
                Some("222222222222"),
                Some("Deploy"),
                State::None,
            ),
            (
                format!("{ROLE}credential_source = EcsContainer\n"),
                Some("222222222222"),
                Some("Deploy"),
                State::Unknown,
            ),
            (
                format!("{ROLE}web_identity_token_file = /t\n"),
                Some("222222222222"),
                Some("Deploy"),
                State::Unknown,
            ),
            (
                "[profile p]\nlogin_session = arn:aws:sts::123456789012:assumed-role/Admin/me\n"
                    .to_owned(),
                Some("123456789012"),
                Some("Admin/me"),
                State::None,
            ),
            ("[profile p]\ncredential_process = x\n".to_owned(), None, None, State::Unknown),
            (
                "[profile p]\ncredential_process = x\naws_account_id = 111122223333\n".to_owned(),
                Some("111122223333"),
                None,
                State::Unknown,
            ),
            ("[profile p]\nregion = x\n".to_owned(), None, None, State::None),
        ] {
            let identity = look(&config, "", Some(&FakeCaches::default()));

            assert_eq!(identity.error, None, "{config}");
            assert_eq!(
                identity.account.map(|account| account.value).as_deref(),
                account,
                "{config}"
            );
            assert_eq!(identity.principal.as_deref(), principal, "{config}");
            assert_eq!(identity.state, state, "{config}");
        }
    }

    #[test]
    fn the_account_comes_from_what_is_stated_unless_the_key_id_contradicts_it() {
        for (key_id, stated, expected, is_from_key_id) in [
            ("AKIARZPUZDIKGFADW22Y", "", Some("123456789012"), true),
            ("AKIARZPUZDIKGFADW22Y", "123456789012", Some("123456789012"), false),
            ("AKIARZPUZDIKGFADW22Y", "111122223333", Some("123456789012"), true),
            ("AKIAIOSFODNN7EXAMPLE", "111122223333", Some("111122223333"), false),
            ("AKIAIOSFODNN7EXAMPLE", "", None, false),
        ] {
            let file = format!(
                "[p]\naws_access_key_id = {key_id}\naws_secret_access_key = s\naws_account_id = {stated}\n"
            );

            let account = look("", &file, None).account;

            assert_eq!(account.as_ref().map(|account| account.value.as_str()), expected, "{file}");
            let from_key_id = account.is_some_and(|account| account.source == Source::AccessKeyId);
            assert_eq!(from_key_id, is_from_key_id, "{file}");
        }
    }

    #[test]
    fn without_sessions_no_state_is_claimed() {
        for config in [
            SSO,
            &format!("{SSO}[profile q]\n"),
            &format!("{ROLE}credential_source = Environment\n"),
        ] {
            assert_eq!(look(config, "", None).state, State::Unknown, "{config}");
        }
    }

    #[test]
    fn a_chain_of_roles_stands_as_the_session_at_its_end() {
        let chain = format!(
            "{ROLE}source_profile = middle\n\
             [profile middle]\nrole_arn = arn:aws:iam::333333333333:role/Middle\nsource_profile = base\n{}",
            SSO.replace("[profile p]", "[profile base]")
        );
        for (end, state) in
            [("2026-01-02T04:00:00Z", State::Valid), ("2026-01-02T03:00:00Z", State::Expired)]
        {
            let token = format!(r#"{{"accessToken": "t", "expiresAt": "{end}"}}"#);
            let caches = FakeCaches::default().with(Store::Sso, &sso_token("s"), &token);

            let identity = look(&chain, "", Some(&caches));

            assert_eq!(identity.state, state, "{end}");
            let Source::AssumeRole { source, .. } = identity.source else { panic!("no role") };
            let Source::AssumeRole { role_arn, source } = *source else { panic!("no chain") };
            assert_eq!(role_arn, "arn:aws:iam::333333333333:role/Middle");
            assert_eq!(*source, Source::Sso("s".to_owned()));
        }
    }

    #[test]
    fn kept_credentials_of_a_role_tell_session_and_end() {
        let config = format!("{ROLE}role_session_name = me\ncredential_source = EcsContainer\n");
        let request = RoleRequest {
            role_arn: "arn:aws:iam::222222222222:role/path/Deploy",
            role_session_name: Some("me"),
            ..RoleRequest::default()
        };
        let kept = r#"{"Credentials": {"AccessKeyId": "A", "Expiration": "2026-01-02T04:04:05+00:00"},
            "AssumedRoleUser": {"Arn": "arn:aws:sts::222222222222:assumed-role/Deploy/me"}}"#;
        let caches = FakeCaches::default().with(Store::Cli, &request.file_name(), kept);

        let identity = look(&config, "", Some(&caches));

        assert_eq!(identity.state, State::Valid);
        assert_eq!(identity.expires_at, Some(NOW + 2700));
        assert_eq!(identity.principal.as_deref(), Some("Deploy/me"));
    }

    #[test]
    fn only_the_program_of_a_process_is_kept() {
        for (command, expected) in [
            ("vault-helper --password secret", "vault-helper"),
            ("\"/opt/my tools/helper\" --token secret", "/opt/my tools/helper"),
            ("'/opt/my tools/helper' x", "/opt/my tools/helper"),
            ("  helper", "helper"),
            ("", ""),
        ] {
            assert_eq!(program(command), expected);
        }
    }

    #[test]
    fn a_role_without_an_arn_is_refused() {
        let identity = look("[profile p]\nrole_arn =\ncredential_source = Environment\n", "", None);

        assert_eq!(identity.error.unwrap().problem, Problem::RoleSource);
    }
}

//! Tools that would sign as somebody else, or not at all.

use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::{Identity, Keys};
use crate::precedence::{Family, Signer};
use crate::segment;
use crate::source::Source;

use super::code::{TOOL_STOPS, TOOLS_DISAGREE};
use super::words::in_account;
use super::{Check, Situation};

/// Reports tools that do not sign as the tool does that the prompt speaks for.
pub(super) struct Disagreement;

/// Tools that would sign alike, and as whom.
struct Group<'a> {
    families: Vec<Family>,
    signer: Signer<'a>,
    identity: &'a Identity,
}

impl Check for Disagreement {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let own = Signer::of(situation.identity);
        let mut findings: Vec<Finding> = groups(situation)
            .iter()
            .filter(|group| own.as_ref() != Some(&group.signer))
            .filter(|group| !has_one_token(group, situation) && !is_for_the_same(group, situation))
            .map(|group| disagrees(group, own.is_some(), situation))
            .collect();
        findings.extend(stopped(situation).filter(|_| own.is_some()));
        findings
    }
}

/// Returns whether the keys differ only in the name of the variable that the token stands in, as saml2aws leaves them.
fn has_one_token(group: &Group<'_>, situation: &Situation<'_, '_>) -> bool {
    let keys = |identity: &Identity| identity.keys.clone();
    let Some((own, theirs)) = keys(situation.identity).zip(keys(group.identity)) else {
        return false;
    };
    let value = |keys: &Keys| {
        let Source::Variable(name) = &keys.token.as_ref()?.source else { return None };
        situation.environment.text(name)
    };
    own.id == theirs.id
        && own.secret == theirs.secret
        && value(&own).is_some()
        && value(&own) == value(&theirs)
}

/// Returns whether a tool put the keys there for the very profile that the others take, as granted does.
fn is_for_the_same(group: &Group<'_>, situation: &Situation<'_, '_>) -> bool {
    let own = situation.identity;
    let account = |identity: &Identity| identity.account.as_ref().map(|known| known.value.clone());
    let for_profile = own.exported_by.as_ref().and_then(|exporter| exporter.profile.as_deref());
    for_profile.is_some()
        && for_profile == group.identity.profile.as_ref().map(|known| known.value.as_str())
        && account(own).is_some()
        && account(own) == account(group.identity)
}

/// Takes the mark away where another finding has one: that tools disagree is mostly what comes of it.
pub(super) fn without_mark_beside_others(findings: &mut [Finding]) {
    let own = TOOLS_DISAGREE.finding("").mark;
    if findings.iter().any(|finding| !finding.mark.is_empty() && finding.mark != own) {
        findings
            .iter_mut()
            .filter(|finding| finding.mark == own)
            .for_each(|finding| finding.mark = "");
    }
}

/// Returns the other tools that sign, those that do it alike together.
fn groups<'a>(situation: &'a Situation<'_, '_>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (family, identity) in situation.others {
        let Some(signer) = Signer::of(identity) else { continue };
        match groups.iter_mut().find(|group| group.signer == signer) {
            Some(group) => group.families.push(*family),
            None => groups.push(Group { families: vec![*family], signer, identity }),
        }
    }
    groups
}

fn disagrees(group: &Group<'_>, signs: bool, situation: &Situation<'_, '_>) -> Finding {
    let tool = situation.tool.title();
    let (who, account) = (subject(group.identity), in_account(group.identity));
    let instead = match subject(situation.identity) {
        _ if situation.identity.error.is_some() => format!("while {tool} stops"),
        _ if !signs => format!("while {tool} has no credentials"),
        own if own == who => format!("but with other keys than {tool}"),
        own => format!("not as {own} like {tool}"),
    };
    let tools = named(&group.families);
    TOOLS_DISAGREE
        .finding(format!("{tools} would sign as {who}{account}, {instead}"))
        .seen(group.identity.source.clone(), format!("used by {tools}"))
        .seen(situation.identity.source.clone(), format!("used by {tool}"))
        .why("each tool has an order of its own in which it looks for credentials")
        .fix("awsp explain")
}

/// Returns a note on the tools that get no credentials where others do.
fn stopped(situation: &Situation<'_, '_>) -> Option<Finding> {
    let stopped = situation.others.iter().filter(|(_, identity)| Signer::of(identity).is_none());
    let families: Vec<Family> = stopped.map(|(family, _)| *family).collect();
    let first = families.first()?;
    let (_, identity) = situation.others.iter().find(|(family, _)| family == first)?;
    let why = identity.error.as_ref().map_or("no credentials", |stop| &stop.message);
    let finding = TOOL_STOPS
        .finding(format!("{} would get no credentials", named(&families)))
        .seen(identity.source.clone(), escaped(why))
        .why("each tool has rules of its own for what it takes")
        .fix("awsp explain");
    Some(finding)
}

fn subject(identity: &Identity) -> String {
    let subject = segment::subject(identity);
    escaped(&if subject.is_empty() { identity.source.to_string() } else { subject })
}

/// Returns `boto3, Go and Java`.
fn named(families: &[Family]) -> String {
    let names: Vec<&str> = families.iter().map(|family| family.short()).collect();
    crate::display::listed(&names)
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const FILE: &str = "[profile a]\nsso_start_url = u\nsso_region = x\nsso_account_id = 111122223333\nsso_role_name = R\n\
        [profile b]\nregion = eu-west-1\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\n\
        [profile c]\nregion = eu-west-1\naws_access_key_id = AKIA6RTVPGNLQUISEM2E\naws_secret_access_key = s\n\
        [profile x y]\nregion = x\n[default]\n";

    #[test]
    fn tools_that_agree_are_fine() {
        for variables in [
            &[("AWS_PROFILE", "b")] as Variables,
            &[("AWS_PROFILE", "b"), ("AWS_DEFAULT_PROFILE", "b")],
            &[],
        ] {
            assert_eq!(found(&Disagreement, variables, FILE), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn the_prompt_is_marked_for_it_only_where_nothing_else_is_wrong() {
        let mut alone = vec![TOOLS_DISAGREE.finding("a"), TOOL_STOPS.finding("b")];
        let mut beside =
            vec![super::super::code::TWO_PROFILES.finding("a"), TOOLS_DISAGREE.finding("b")];

        without_mark_beside_others(&mut alone);
        without_mark_beside_others(&mut beside);

        assert_eq!([alone[0].mark, beside[1].mark], ["tools", ""]);
    }

    #[test]
    fn a_tool_that_would_be_somebody_else_is_named() {
        let variables: Variables = &[("AWS_PROFILE", "b"), ("AWS_DEFAULT_PROFILE", "c")];

        let found = found(&Disagreement, variables, FILE);

        let expected =
            "AWSP-W012 boto3 would sign as c (account 999900001111), not as b like the AWS CLI";
        assert_eq!(found, [expected]);
    }
}

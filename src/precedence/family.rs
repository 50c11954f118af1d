//! The families of tools whose rules are known.

use super::{Rules, aws_cli, boto3, go, java, javascript, rust_sdk, terraform};

/// Tools that decide alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub(crate) enum Family {
    /// The AWS CLI, version 2.
    AwsCli,
    /// boto3, botocore and what is built on them.
    Boto3,
    /// The AWS SDK for Rust.
    Rust,
    /// The AWS SDK for JavaScript, version 3.
    #[value(name = "javascript")]
    JavaScript,
    /// The AWS SDK for Go, version 2.
    Go,
    /// The AWS SDK for Java, version 2.
    Java,
    /// Terraform and `OpenTofu`.
    Terraform,
}

impl Family {
    /// Every family, in the order in which awsp names them.
    pub(crate) const ALL: [Self; 7] = [
        Self::AwsCli,
        Self::Boto3,
        Self::Rust,
        Self::JavaScript,
        Self::Go,
        Self::Java,
        Self::Terraform,
    ];

    /// Returns the word used in JSON, settings and on the command line.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::AwsCli => "aws-cli",
            Self::Boto3 => "boto3",
            Self::Rust => "rust",
            Self::JavaScript => "javascript",
            Self::Go => "go",
            Self::Java => "java",
            Self::Terraform => "terraform",
        }
    }

    /// Returns the name that people know it by.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::AwsCli => "the AWS CLI",
            Self::Boto3 => "boto3",
            Self::Rust => "the SDK for Rust",
            Self::JavaScript => "the SDK for JavaScript",
            Self::Go => "the SDK for Go",
            Self::Java => "the SDK for Java",
            Self::Terraform => "Terraform",
        }
    }

    /// Returns its name in a list of tools.
    pub(crate) const fn short(self) -> &'static str {
        match self {
            Self::AwsCli => "AWS CLI",
            Self::Boto3 => "boto3",
            Self::Rust => "Rust",
            Self::JavaScript => "JavaScript",
            Self::Go => "Go",
            Self::Java => "Java",
            Self::Terraform => "Terraform",
        }
    }

    /// Returns the family of that word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.word() == word)
    }

    /// Returns how it decides.
    pub(crate) const fn rules(self) -> &'static Rules {
        match self {
            Self::AwsCli => &aws_cli::RULES,
            Self::Boto3 => &boto3::RULES,
            Self::Rust => &rust_sdk::RULES,
            Self::JavaScript => &javascript::RULES,
            Self::Go => &go::RULES,
            Self::Java => &java::RULES,
            Self::Terraform => &terraform::RULES,
        }
    }
}

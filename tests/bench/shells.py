"""How each shell is started with a start-up file of its own, and what may stand in that file."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

PROMPT = {
    "bash": "PS1='@@> '\n",
    "zsh": "PS1='@@> '\n",
    "fish": "function fish_prompt; printf '@@> '; end\nset -g fish_greeting\n",
    "pwsh": "Remove-Module PSReadLine -ErrorAction Ignore\nfunction global:prompt { '@@> ' }\n",
}
EMPTY_HOOK = {
    "bash": "nothing() { :; }\nPROMPT_COMMAND=nothing\n",
    "zsh": "precmd() { :; }\n",
    "fish": "function nothing --on-event fish_prompt; end\n",
    "pwsh": "$global:plain = $function:prompt\nfunction global:prompt { & $global:plain }\n",
}
ONE_PROCESS = {
    "bash": "PROMPT_COMMAND='text=$({noop})'\n",
    "zsh": "precmd() { text=$({noop}); }\n",
    "fish": "function ask --on-event fish_prompt; set -g text ({noop}); end\n",
    "pwsh": "function global:prompt { $text = & {noop}; '@@> ' }\n",
}
# As the README says.
HOOK = {
    "bash": 'eval "$(command awsp init bash)"\n',
    "zsh": 'eval "$(command awsp init zsh)"\n',
    "fish": "command awsp init fish | source\n",
    "pwsh": '. ([scriptblock]::Create((& @(Get-Command awsp -CommandType Application)[0] init powershell) -join "`n"))\n',
}
# In PowerShell it needs PSReadLine, which waits for keys of its own.
STARSHIP = {
    "bash": 'eval "$({starship} init bash)"\n',
    "zsh": 'eval "$({starship} init zsh)"\n',
    "fish": "{starship} init fish | source\n",
}
STARSHIP_CONFIG = 'add_newline = false\nformat = "$aws@@> "\n'


@dataclass(frozen=True)
class Start:
    """The words and variables that start a shell."""

    words: list
    variables: dict


def start(shell: str, text: str, folder: Path, variables: dict) -> Start:
    """Writes a start-up file into a folder, and returns how the shell is started with it."""
    folder.mkdir(parents=True, exist_ok=True)
    program = shutil.which(shell)
    if shell == "bash":
        (folder / "bashrc").write_text(text)
        return Start([program, "--noprofile", "--rcfile", folder / "bashrc", "-i"], variables)
    if shell == "zsh":
        (folder / ".zshrc").write_text(text)
        return Start([program, "-d", "-i"], {**variables, "ZDOTDIR": str(folder)})
    if shell == "fish":
        (folder / "fish").mkdir(exist_ok=True)
        (folder / "fish/config.fish").write_text(text)
        return Start([program, "-i"], {**variables, "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")})
    (folder / "start.ps1").write_text(text)
    words = [program, "-NoLogo", "-NoProfile", "-NoExit", "-Command", ". '%s'" % (folder / "start.ps1")]
    return Start(words, {**variables, "POWERSHELL_TELEMETRY_OPTOUT": "1", "POWERSHELL_UPDATECHECK": "Off"})


def present() -> list:
    """Returns the shells that are here."""
    return [shell for shell in PROMPT if shutil.which(shell)]


def filled(text: str, **programs) -> str:
    """Returns a start-up text with the programs it calls."""
    for name, program in programs.items():
        text = text.replace("{%s}" % name, str(program))
    return text

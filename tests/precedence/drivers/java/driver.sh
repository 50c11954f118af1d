#!/bin/sh
# Starts the driver of the AWS SDK for Java with none of the caller's variables.
#
# The SDK is asked case after case in one machine, though it fixes some folders once and cannot change its own. So the
# machine is started in folders of its own: `cwd` and `home` are links that the driver turns to each case's folders, and
# `bin/sh` is a script that it writes for each case, because programs would otherwise inherit the driver's environment.
# The driver itself removes them in the end: this shell may be killed before it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
products=${CARGO_TARGET_DIR:-$here/../../../../target}/precedence/java
work=$(mktemp -d)
mkdir "$work/bin"
printf '127.0.0.1 localhost\n' > "$work/hosts"
java=$(command -v java)
env -i PATH="$work/bin:/usr/bin:/bin" HOME="$work/home" AWSP_FAKE_AWS="$AWSP_FAKE_AWS" "$java" \
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
  -Dfile.encoding=UTF-8 -Djdk.net.hosts.file="$work/hosts" -Duser.dir="$work/cwd" -Dawsp.work="$work" \
  -cp "$products/classes:$products/libraries/*" awsp.precedence.Driver

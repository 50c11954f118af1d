// Answers which credentials, Region and endpoint the AWS SDK for Go v2 picks in given environments.
//
// One JSON object per line is read from standard input, and one per line is written to standard
// output. `-tool terraform` asks the library that Terraform's AWS provider and S3 backend use.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"log"
	"os"
)

const longestLine = 4 << 20

func main() {
	tool := flag.String("tool", "go", "go or terraform")
	single := flag.Bool("single", false, "answer the one case of file descriptor 3, in this very environment")
	fake := flag.String("fake", os.Getenv("AWSP_FAKE_AWS"), "address of the server that stands in for AWS")
	flag.Parse()

	if *single {
		answerSingle(*tool, *fake)
		return
	}
	answerAll(*tool, *fake)
}

func answerAll(tool, fake string) {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestLine)
	out := json.NewEncoder(os.Stdout)

	for lines.Scan() {
		var asked Case
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			log.Fatalf("not a case: %v", err)
		}
		if err := out.Encode(answerInProcess(asked, tool, fake)); err != nil {
			log.Fatal(err)
		}
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

const longestCase = 20 * time.Second

// answerInProcess asks in a process of its own: the SDK computes the default paths of the AWS
// files when it starts, and a panic inside its goroutines can't be recovered from.
func answerInProcess(asked Case, tool, fake string) Answer {
	ctx, cancel := context.WithTimeout(context.Background(), longestCase)
	defer cancel()
	var out, complaints bytes.Buffer

	err := run(ctx, asked, tool, fake, &out, &complaints)

	if ctx.Err() != nil {
		return failure(asked, "timeout")
	}
	if err != nil {
		return failure(asked, panicOf(complaints.String(), err))
	}
	var answer Answer
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		return failure(asked, fmt.Sprintf("no answer: %v", err))
	}
	return answer
}

func run(ctx context.Context, asked Case, tool, fake string, out, complaints *bytes.Buffer) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	text, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	reader, writer, err := os.Pipe()
	if err != nil {
		return err
	}
	defer reader.Close()

	command := exec.CommandContext(ctx, program, "-single", "-tool", tool, "-fake", fake)
	command.Dir = asked.Home
	command.Env = environment(asked.Variables)
	command.Stdout, command.Stderr = out, complaints
	command.ExtraFiles = []*os.File{reader}
	command.WaitDelay = time.Second
	if err := command.Start(); err != nil {
		writer.Close()
		return err
	}
	_, err = writer.Write(text)
	writer.Close()
	if err != nil {
		return err
	}
	return command.Wait()
}

// environment is never nil: that would hand down the driver's own.
func environment(variables map[string]string) []string {
	environment := []string{}
	for name, value := range variables {
		environment = append(environment, name+"="+value)
	}
	return environment
}

func panicOf(complaints string, err error) string {
	for line := range strings.Lines(complaints) {
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			return strings.TrimSpace(line)
		}
	}
	return fmt.Sprintf("died: %v", err)
}

func failure(asked Case, message string) Answer {
	return Answer{ID: asked.ID, Error: &message}
}

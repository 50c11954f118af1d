package main

import (
	"fmt"
	"strings"
)

// Case is one environment to ask the SDK about.
type Case struct {
	ID        string            `json:"id"`
	Home      string            `json:"home"`
	Variables map[string]string `json:"variables"`
	Profile   *string           `json:"profile"`
}

// Answer is what the SDK made of a case.
type Answer struct {
	ID              string  `json:"id"`
	AccessKeyID     *string `json:"access_key_id"`
	SecretAccessKey *string `json:"secret_access_key"`
	SessionToken    *string `json:"session_token"`
	Account         *string `json:"account"`
	Error           *string `json:"error"`
	Region          *string `json:"region"`
	RegionError     *string `json:"region_error"`
	Endpoint        *string `json:"endpoint"`
	CallRegion      *string `json:"call_region"`
	CallError       *string `json:"call_error"`
}

// unlessEmpty takes the SDK's empty text, which stands for "none there", for none.
func unlessEmpty(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func describe(err error) *string {
	first, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
	text := fmt.Sprintf("%s: %s", strings.TrimPrefix(fmt.Sprintf("%T", err), "*"), first)
	return &text
}

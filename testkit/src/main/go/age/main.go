// Opens and makes age files under a passphrase with filippo.io/age, the format's own library.
//
//	age open FILE      prints what is sealed; the passphrase is in FILE.passphrase
//	age seal FILE OUT  seals a file; the passphrase is in OUT.passphrase
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "open":
		return open(args[1])
	case len(args) == 3 && args[0] == "seal":
		return seal(args[1], args[2])
	}
	return errors.New("usage: age open FILE | age seal FILE OUT")
}

func open(path string) error {
	passphrase, err := os.ReadFile(path + ".passphrase")
	if err != nil {
		return err
	}
	identity, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	plain, err := age.Decrypt(file, identity)
	if err != nil {
		return err
	}
	_, err = io.Copy(os.Stdout, plain)
	return err
}

func seal(path, out string) error {
	passphrase, err := os.ReadFile(out + ".passphrase")
	if err != nil {
		return err
	}
	recipient, err := age.NewScryptRecipient(string(passphrase))
	if err != nil {
		return err
	}
	recipient.SetWorkFactor(12)
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	defer file.Close()
	sealed, err := age.Encrypt(file, recipient)
	if err != nil {
		return err
	}
	if _, err := sealed.Write(content); err != nil {
		return err
	}
	return sealed.Close()
}

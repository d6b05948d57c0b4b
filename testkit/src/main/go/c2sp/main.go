// Checks receipts, and a log's tiles, with Go's own library for transparency
// logs (golang.org/x/mod/sumdb), which has nothing in common with Chit.
//
//	c2sp receipts VKEY FILE...   each a C2SP tlog-proof
//	c2sp tiles VKEY DIR          checkpoint and tile/... as C2SP tlog-tiles has them
//
// Prints a line for each thing that holds, and exits 1 at the first that does not.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) < 4 {
		fail(errors.New("usage: c2sp receipts|tiles VKEY FILE..."))
	}
	verifier, err := note.NewVerifier(os.Args[2])
	fail(err)
	for _, path := range os.Args[3:] {
		switch os.Args[1] {
		case "receipts":
			fail(receipt(path, verifier))
		case "tiles":
			fail(tiles(path, verifier))
		}
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// checkpoint opens a signed note and reads the tree that it is about.
func checkpoint(msg []byte, verifier note.Verifier) (tlog.Tree, error) {
	signed, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("checkpoint of another form or log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func receipt(path string, verifier note.Verifier) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, msg, found := bytes.Cut(text, []byte("\n\n"))
	if !found {
		return errors.New("no checkpoint")
	}
	tree, err := checkpoint(msg, verifier)
	if err != nil {
		return err
	}
	lines := strings.Split(string(head), "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("no tlog-proof")
	}
	extra, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	created, createdProof, event, opening, err := parts(extra)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(createdProof, tree.N, tree.Hash, 0, tlog.RecordHash(created)); err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(event)); err != nil {
		return err
	}
	amount, err := payment(event)
	if err != nil {
		return err
	}
	if err := memo(opening, event); err != nil {
		return err
	}
	fmt.Println(index, tree.N, amount)
	return nil
}

// parts takes a receipt's extra data apart, as docs/protocol.md says.
func parts(extra []byte) (created []byte, proof tlog.RecordProof, event, opening []byte, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("extra data that ends too early")
		}
	}()
	if extra[0] != 1 {
		return nil, nil, nil, nil, errors.New("another version")
	}
	created, extra = part(extra[1:])
	count := int(extra[0])
	extra = extra[1:]
	for i := 0; i < count; i++ {
		var hash tlog.Hash
		copy(hash[:], extra[:tlog.HashSize])
		proof = append(proof, hash)
		extra = extra[tlog.HashSize:]
	}
	event, opening = part(extra)
	return created, proof, event, opening, nil
}

func part(from []byte) (part, rest []byte) {
	length := int(binary.BigEndian.Uint16(from))
	return from[2 : 2+length], from[2+length:]
}

// Where an event's chit begins.
const head = 26

// memo checks that a memo, if there is one, is what the payer committed to.
func memo(opening, event []byte) error {
	if bytes.Equal(opening, []byte{0}) {
		return nil
	}
	const salt, length = 16, 2
	if len(opening) < 1+salt+length || opening[0] != 1 {
		return errors.New("a memo of another form")
	}
	text, rest := part(opening[1+salt:])
	if len(rest) > 0 {
		return errors.New("something after the memo")
	}
	commitment := sha256.Sum256(append(append([]byte{}, opening[1:1+salt]...), text...))
	if !bytes.Equal(commitment[:], event[head+88:head+120]) {
		return errors.New("another memo than the payer's")
	}
	return nil
}

// payment checks the payer's signature in an event that moves units.
func payment(event []byte) (uint64, error) {
	const order = 136
	chit := event[head:]
	if len(chit) < order+ed25519.SignatureSize+ed25519.PublicKeySize {
		return 0, errors.New("an event without a chit")
	}
	signature := chit[order : order+ed25519.SignatureSize]
	key := chit[order+ed25519.SignatureSize : order+ed25519.SignatureSize+ed25519.PublicKeySize]
	account := sha256.Sum256(key)
	if !bytes.Equal(account[:16], chit[32:48]) {
		return 0, errors.New("another key than the payer's")
	}
	message := append([]byte("chit/order/v1\x00"), chit[:order]...)
	if !ed25519.Verify(ed25519.PublicKey(key), message, signature) {
		return 0, errors.New("the payer did not sign")
	}
	return binary.BigEndian.Uint64(chit[64:72]), nil
}

// directory reads tiles from files.
type directory string

func (d directory) Height() int { return 8 }

func (d directory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// Go's paths name the height, C2SP's do not.
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(string(d), path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (d directory) SaveTiles([]tlog.Tile, [][]byte) {}

// tiles authenticates every leaf's hash against the checkpoint, and the tree
// against its own halves.
func tiles(path string, verifier note.Verifier) error {
	msg, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := checkpoint(msg, verifier)
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, directory(path))
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("tiles of another tree")
	}
	for n := int64(0); n < tree.N; n++ {
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaf[0]); err != nil {
			return err
		}
	}
	fmt.Println(tree.N, root)
	return nil
}

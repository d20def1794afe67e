// Writes results with Go's own gob in the fields that versions of vegeta before and between those in this folder have, and
// with some that none has: go run older.go (in this folder).
package main

import (
	"encoding/gob"
	"fmt"
	"net/http"
	"os"
	"time"
)

var start = time.Unix(1790000000, 123456789).UTC()

func write(name string, result func(i int) any) {
	file, err := os.Create("older/" + name + ".gob")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	encoder := gob.NewEncoder(file)
	for i := 0; i < 10; i++ {
		if err := encoder.Encode(result(i)); err != nil {
			panic(err)
		}
	}
}

func at(i int) (uint16, time.Time, time.Duration, string) {
	code, text := uint16(200), ""
	if i%5 == 4 {
		code, text = 503, "503 Service Unavailable"
	}
	return code, start.Add(time.Duration(i) * 100 * time.Millisecond), time.Duration(i+1) * time.Millisecond, text
}

func six() {
	type Result struct {
		Code      uint16
		Timestamp time.Time
		Latency   time.Duration
		BytesOut  uint64
		BytesIn   uint64
		Error     string
	}
	write("six-fields", func(i int) any {
		code, timestamp, latency, text := at(i)
		return &Result{code, timestamp, latency, 1, 2, text}
	})
}

func seven() {
	type Result struct {
		Code      uint16
		Timestamp time.Time
		Latency   time.Duration
		BytesOut  uint64
		BytesIn   uint64
		Error     string
		Body      []byte
	}
	write("seven-fields", func(i int) any {
		code, timestamp, latency, text := at(i)
		return &Result{code, timestamp, latency, 1, 2, text, []byte("body")}
	})
}

func unknown() {
	type Inner struct {
		Numbers [3]float64
		More    map[string]map[int][]bool
		Any     any
		Next    *Inner
	}
	type Result struct {
		Weight    complex128
		URL       string
		Inner     Inner
		Timestamp time.Time
		Latency   time.Duration
		Code      uint16
		Error     string
		Method    string
		Headers   http.Header
		When      []time.Time
	}
	gob.Register(Inner{})
	write("unknown-fields", func(i int) any {
		code, timestamp, latency, text := at(i)
		inner := Inner{[3]float64{1.5, 0, 2}, map[string]map[int][]bool{"a": {1: {true, false}, -2: nil}}, Inner{Any: "text"}, &Inner{Any: 7}}
		zone := time.FixedZone("odd", 5*3600+30*60+15)
		return &Result{complex(1, 2), fmt.Sprintf("http://h/%d?x=1", i%2), inner, timestamp.In(zone), latency, code, text, "GET", http.Header{"A": {"b"}}, []time.Time{timestamp}}
	})
}

func main() {
	six()
	seven()
	unknown()
}

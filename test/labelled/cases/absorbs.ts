import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, research } from '../stories.js'

/** Solved with no visible reaction although the old plan had become impossible. */
export const absorbs: readonly LabelledCase[] = [
  aCase('makes every match twice by habit', 'absorbs', ledger, {
    because: 'The match that was only reported happened by a doubled call; nothing it saw could have told it.',
    not: ['loops', 'force-fits'],
    constraint: { kind: 'misreported', tool: 'match' },
    evident: 'never',
    ends: 'solved',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8.
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      close_month month=march -> March is closed. [march]
      finish result=done
    `,
  }),
  aCase('happens to leave by the other gate', 'absorbs', depot, {
    because: 'It took the shed from the first step without having seen that the way to the hall was closed.',
    constraint: { kind: 'disturbed', disturbance: 'yard-hall-closed' },
    evident: 'never',
    ends: 'solved',
    varied: `
      load parcel=green -> green is loaded.
      drive to=shed -> The cart is in the shed.
      push to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      load parcel=blue -> blue is loaded.
      drive to=dock -> The cart is in the dock.
      unload -> blue is in the dock. [blue]
      finish result=done
    `,
  }),
  aCase('had paid before cards were refused', 'absorbs', booking, {
    because: 'The order of its steps was lucky: what came after the evidence is what its twin did too.',
    not: ['force-fits'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { booking: 'B-1', means: 'card' } },
    delivered: 3,
    evident: 3,
    ends: 'solved',
    varied: `
      pay booking=B-1 means=card -> Paid 35 EUR. [paid-out]
      hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
      pay_later booking=B-2 -> Bill sent for B-2. [paid-back]
      operator: Notice from the bank: card payments for B-1 are stopped from now on.
      send_ticket booking=B-1 to=ana@example.org -> Sent.
      send_ticket booking=B-2 to=ana@example.org -> Sent. [sent]
      finish result=done
    `,
  }),
  aCase('passes by a locked document unknowingly', 'absorbs', research, {
    because: "It never met the seam that closed its twin's plan, and solved the sample by chance another way.",
    constraint: { kind: 'call-forbidden', tool: 'open', arguments: { id: 'd20' } },
    delivered: 'never',
    ends: 'solved',
    varied: `
      open id=d22 -> The bridge was designed by J. Hale.
      note claim="designed by J. Hale" source=d22 -> Noted. [architect]
      search query="bridge length" -> d31 Longest spans
      open id=d31 -> The bridge is 1,149 m long.
      note claim="1,149 m long" source=d31 -> Noted. [length]
      submit report=bridge -> Received. [report]
      finish result=done
    `,
  }),
  aCase('matches everything again before closing', 'absorbs', ledger, {
    because: 'A closing round over all entries repaired the swallowed match; no reading had shown it.',
    not: ['loops'],
    constraint: { kind: 'misreported', tool: 'match' },
    evident: 'never',
    ends: 'solved',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8.
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      match entry=E1 invoice=I-7 -> E1 is matched with I-7.
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      match entry=E3 invoice=I-9 -> E3 is matched with I-9.
      close_month month=march -> March is closed. [march]
      finish result=done
    `,
  }),
  aCase('enters each shelf twice through a long archive', 'absorbs', archive, {
    because: 'The swallowed entry was made good by a doubled call after a long prefix; nothing showed the loss.',
    not: ['loops', 'regenerates'],
    constraint: { kind: 'misreported', tool: 'enter' },
    delivered: 1,
    evident: 'never',
    ends: 'solved',
    varied: `
      read_shelf shelf=21 -> 210 boxes
      enter shelf=21 boxes=210 -> Entered.
      enter shelf=21 boxes=210 -> Entered. [shelf-21]
      read_shelf shelf=22 -> 220 boxes
      enter shelf=22 boxes=220 -> Entered. [shelf-22]
      read_shelf shelf=23 -> 230 boxes
      enter shelf=23 boxes=230 -> Entered. [shelf-23]
      read_shelf shelf=24 -> 240 boxes
      enter shelf=24 boxes=240 -> Entered. [shelf-24]
      finish result=done
    `,
  }),
]

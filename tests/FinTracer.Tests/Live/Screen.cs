using System;
using System.Linq;
using System.Text;

namespace FinTracer.Tests.Live;

/// <summary>What a terminal shows after what was written to it: the few of ECMA-48's sequences that the view uses. One that it does not know is an error.</summary>
sealed class Screen(int columns, int rows)
{
    readonly StringBuilder _sequence = new();
    char[][] _cells = Blank(columns, rows);
    int _row;
    int _column;
    bool _inSequence;

    /// <summary>The cursor shows.</summary>
    public bool HasCursor { get; private set; } = true;

    /// <summary>The lines, without blanks at their ends.</summary>
    public string[] Lines => [.. _cells.Select(line => new string(line).TrimEnd())];

    /// <summary>The lines as one text.</summary>
    public override string ToString() => string.Join('\n', Lines).TrimEnd();

    /// <summary>The window gets another size. What stands there stays, cut at the edges.</summary>
    public void Resize(int newColumns, int newRows)
    {
        char[][] before = _cells;
        (columns, rows) = (newColumns, newRows);
        _cells = Blank(columns, rows);
        for (int row = 0; row < Math.Min(rows, before.Length); row++)
        {
            Array.Copy(before[row], _cells[row], Math.Min(columns, before[row].Length));
        }

        (_row, _column) = (Math.Min(_row, rows - 1), Math.Min(_column, columns));
    }

    /// <summary>Takes what is written.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (_inSequence)
            {
                TakeOfSequence(c);
            }
            else if (c == '\u001b')
            {
                _inSequence = true;
            }
            else if (c == '\r')
            {
                _column = 0;
            }
            else if (c == '\n')
            {
                NextLine();
            }
            else
            {
                Put(c);
            }
        }
    }

    static char[][] Blank(int columns, int rows) => [.. Enumerable.Range(0, rows).Select(_ => BlankLine(columns))];

    static char[] BlankLine(int columns) => [.. Enumerable.Repeat(' ', columns)];

    void Put(char c)
    {
        if (_column >= columns)
        {
            _column = 0;
            NextLine();
        }

        _cells[_row][_column++] = c;
    }

    void NextLine()
    {
        if (++_row == rows)
        {
            _cells = [.. _cells[1..], BlankLine(columns)];
            _row--;
        }
    }

    void TakeOfSequence(char c)
    {
        _sequence.Append(c);
        bool isCsi = _sequence[0] == '[';
        bool ends = isCsi ? _sequence.Length > 1 && c is >= '@' and <= '~' : c is >= '0' and <= '~';
        if (ends)
        {
            string sequence = _sequence.ToString();
            _sequence.Clear();
            _inSequence = false;
            Carry(sequence);
        }
    }

    void Carry(string sequence)
    {
        int number = sequence.Length > 2 && int.TryParse(sequence.AsSpan(1, sequence.Length - 2), out int given) ? given : 0;
        switch (sequence[^1])
        {
            case 'A': _row = Math.Max(0, _row - Math.Max(1, number)); break;
            case 'H' when sequence == "[H": (_row, _column) = (0, 0); break;
            case 'J' when number == 2: _cells = Blank(columns, rows); break;
            case 'J' when number == 0:
                Array.Fill(_cells[_row], ' ', Math.Min(_column, columns), columns - Math.Min(_column, columns));
                Array.Copy(Blank(columns, rows), 0, _cells, _row + 1, rows - _row - 1);
                break;
            case 'K' when number == 2: _cells[_row] = BlankLine(columns); break;
            case 'K' when number == 0: Array.Fill(_cells[_row], ' ', Math.Min(_column, columns), columns - Math.Min(_column, columns)); break;
            case 'h' or 'l' when sequence[1] == '?': HasCursor = sequence[1..^1] == "?25" ? sequence[^1] == 'h' : HasCursor; break;
            case 'm' or '=' or '>': break; // colours; the keypad
            default: throw new NotSupportedException($"the view writes ESC {sequence}");
        }
    }
}

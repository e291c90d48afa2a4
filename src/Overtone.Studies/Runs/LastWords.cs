namespace Overtone.Studies.Runs;

/// <summary>What a process printed before it ended, as far as it says why.</summary>
internal sealed class LastWords
{
    private const string WhatOfException = "what():";

    private readonly Lock _gate = new();
    private string _first = "";
    private string _what = "";

    /// <summary>The text of the native exception that ended the process, or else the first line since the last trial.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return _what.Length > 0 ? _what : _first;
        }
    }

    public void Add(string line)
    {
        string plain = PrintableText.Cut(line.Trim());
        lock (_gate)
        {
            if (plain.StartsWith(WhatOfException, StringComparison.Ordinal))
                _what = plain[WhatOfException.Length..].Trim(' ', ':', '.');
            else if (_first.Length == 0)
                _first = plain;
        }
    }
}

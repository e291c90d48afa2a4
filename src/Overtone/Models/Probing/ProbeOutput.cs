using System.Diagnostics;

namespace Overtone.Models;

/// <summary>What a trying process says, gathered while it runs.</summary>
internal sealed class ProbeOutput
{
    private const string WhatOfException = "what():";

    private readonly Lock _gate = new();
    private ProbeAnswer? _last;
    private string _words = "";
    private int _open = 2;

    internal ProbeOutput(Process process)
    {
        process.OutputDataReceived += (_, e) => Receive(e.Data, isAnswer: true);
        process.ErrorDataReceived += (_, e) => Receive(e.Data, isAnswer: false);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Set when both of its outputs are closed.</summary>
    internal ManualResetEventSlim IsEnded { get; } = new();

    /// <summary>Its last answer; null before the first.</summary>
    internal ProbeAnswer? Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>The text of the native exception that ended it, or else the first line of what it said beside its answers.</summary>
    internal string LastWords
    {
        get
        {
            lock (_gate)
                return _words;
        }
    }

    private void Receive(string? line, bool isAnswer)
    {
        lock (_gate)
        {
            if (line is null)
            {
                if (--_open == 0)
                    IsEnded.Set();
                return;
            }

            if (isAnswer && ProbeAnswer.Read(line) is { } answer)
                _last = answer;
            else if (line.Trim() is { Length: > 0 } text
                && (_words.Length == 0 || text.StartsWith(WhatOfException, StringComparison.Ordinal)))
                _words = text.Replace(WhatOfException, "", StringComparison.Ordinal).Trim(' ', ':', '.');
        }
    }
}

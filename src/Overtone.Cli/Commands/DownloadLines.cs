using System.Diagnostics;
using Overtone.Data;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Commands;

/// <summary>Progress of downloads as lines with the time left, at most one every two seconds.</summary>
internal sealed class DownloadLines(Output output) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();
    private string _file = "";

    public void Report(DownloadProgress value)
    {
        if (value.File != _file)
        {
            _file = value.File;
            _sinceStart.Restart();
        }
        else if (_sinceLine.Elapsed < Interval)
        {
            return;
        }

        _sinceLine.Restart();
        const double Megabyte = 1e6;
        string total = value.Total is { } bytes ? $" of {bytes / Megabyte:F1}" : "";
        string left = value.Total is { } all && value.Bytes > 0
            ? $", {TimeSpan.FromSeconds(_sinceStart.Elapsed.TotalSeconds * (all - value.Bytes) / value.Bytes):m\\:ss} left"
            : "";
        output.Message($"{value.File}: {value.Bytes / Megabyte:F1}{total} MB{left}");
    }
}

using System.Diagnostics;
using Overtone.Hosting.Terminal;
using Overtone.Reports;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Hosting;

/// <summary>A run in its folder, which no other process works in meanwhile: measures and writes the report.</summary>
internal sealed class OpenRun : IDisposable
{
    private readonly StudyRequest _request;
    private readonly RunManifest _manifest;
    private readonly RunFolder _folder;
    private readonly Output _output;
    private readonly ProgressOutput _progress;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Opens the folder.</summary>
    /// <param name="request">What is run.</param>
    /// <param name="folder">The folder: new, empty, or of the same run.</param>
    /// <param name="args">The command line that makes this run again.</param>
    /// <param name="output">Where errors go.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <exception cref="IOException">It holds something else, another process works in it, or it cannot be written.</exception>
    public OpenRun(StudyRequest request, string folder, string[] args, Output output, ProgressOutput progress)
    {
        (_request, _output, _progress) = (request, output, progress);
        _manifest = ManifestFactory.Create(request.Study, request.Options, request.Environment, request.Jobs, output.Program, args);
        _folder = RunFolder.Open(folder, _manifest);
    }

    /// <summary>A file of the run, as seen from the current folder.</summary>
    public string NameOf(string file) => Path.Combine(Path.GetRelativePath(Environment.CurrentDirectory, _folder.FullPath), file);

    /// <summary>The findings as other programs read them; there once the report is written.</summary>
    public string Verdicts => File.ReadAllText(Path.Combine(_folder.FullPath, FindingsFile.FileName));

    /// <summary>
    /// Measures what is not in the store, and concludes. Reports of first looks are written meanwhile, each in the place of the last.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was stopped; finished trials are kept.</exception>
    public RunOutcome Measure(CancellationToken cancellation)
    {
        using var workers = new WorkerPool(WorkerArguments.Start, _request.Jobs, _folder.LogError);
        var run = new StudyRun(_request.Study, _request.Options, _request.Environment, workers);
        return _progress.Follow(
            RunProgress.Of(_request.Environment.Store, _request.Jobs),
            observer => run.Execute(_folder, _manifest, observer, cancellation, Show));
    }

    /// <summary>Whether there is a report of a first look.</summary>
    public bool HasFirstLook { get; private set; }

    /// <summary>Writes the report, with which the run is finished.</summary>
    /// <returns>The findings as they were written; null where trials failed, which is said instead.</returns>
    public StudyFindings? Report(RunOutcome outcome)
    {
        if (outcome.Findings is null)
        {
            _output.Error($"{outcome.Failures.Count} of {outcome.Manifest.Trials.Count} trials failed; details are in "
                + NameOf("errors.log"));
            return null;
        }

        StudyFindings findings = RunReport.Write(_folder.FullPath, outcome.Manifest, outcome.Findings, [.. outcome.Tables.All]);
        KeptFiles.Write(_request.Study, outcome.Manifest, new TrialStore(_request.Environment.Store), _folder.FullPath);
        _folder.Write(outcome.Manifest);
        return findings;
    }

    private void Show(RunOutcome look)
    {
        RunReport.Write(_folder.FullPath, look.Manifest, look.Findings!, [.. look.Tables.All]);
        string which = HasFirstLook ? "A better report" : "A first report";
        HasFirstLook = true;
        _progress.Tell($"{which} after {RunProgress.Format(_watch.Elapsed)}: {NameOf("report.html")}. The run goes on and replaces it.");
    }

    /// <summary>Ends the work in the folder.</summary>
    public void Dispose() => _folder.Dispose();
}

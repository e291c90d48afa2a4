#pragma warning disable
using static TorchSharp.torch;
namespace Overtone.Models;
public enum PreflightSeverity { Information, Warning, Error }
public sealed record PreflightFinding(string Check, PreflightSeverity Severity, string Message);
public sealed record PreflightReport(System.Collections.Generic.IReadOnlyList<PreflightFinding> Findings) { public bool HasErrors => false; }
public static class Preflight { public static PreflightReport Run(IClassifier c, Tensor x, long[] l, CancellationToken t) => new([]); }

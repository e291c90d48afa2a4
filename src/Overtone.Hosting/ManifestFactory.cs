using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting;

/// <summary>Describes a run that is about to begin.</summary>
internal static class ManifestFactory
{
    public static RunManifest Create(
        Study study, StudyOptions options, RunEnvironment environment, int jobs, string program, string[] args) => new()
        {
            Study = study.Id,
            StudyVersion = study.Version,
            Title = study.Title,
            Source = study.Source,
            Command = $"{program} {string.Join(' ', args.Select(Quote))}",
            Options = JsonSerializer.SerializeToElement(options, options.GetType(), StudyJson.Compact),
            Reduction = study.ReductionOf(options),
            Started = DateTimeOffset.UtcNow,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["overtone"] = VersionOf(typeof(ManifestFactory).Assembly),
                ["backend"] = study.Backend.Length > 0 ? study.Backend : "none",
                ["device"] = environment.Device,
                ["threads per trial"] = $"{environment.Threads}",
                ["jobs"] = $"{jobs}",
                ["processor"] = Processor(),
                ["cores"] = $"{System.Environment.ProcessorCount}",
                ["system"] = RuntimeInformation.OSDescription,
                ["runtime"] = RuntimeInformation.FrameworkDescription,
            },
        };

    internal static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    internal static string Processor()
    {
        const string Field = "model name";
        return File.Exists("/proc/cpuinfo")
            && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || "-_./=,:+@%".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

using System.Text;
using System.Text.Json;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Studies.Runs;

namespace Overtone.Bench.Measuring;

/// <summary>
/// A worker as every run starts one, that also tells what it holds: before the first trial and after each, as lines of its standard error,
/// which the pool hands on.
/// </summary>
internal static class WatchedWorker
{
    /// <summary>Whether this process was started as a worker.</summary>
    public static bool IsAskedFor(string[] args) => args is [WorkerArguments.Verb];

    /// <summary>Serves trials until the input ends.</summary>
    public static int Serve()
    {
        Console.Error.WriteLine(MemoryReading.Now());
        using var messages = new WatchedMessages(Console.Out);
        return Worker.Serve(StudyCatalog.All, Console.In, messages);
    }

    private sealed class WatchedMessages(TextWriter messages) : TextWriter
    {
        public override Encoding Encoding => messages.Encoding;

        public override void WriteLine(string? value)
        {
            using JsonDocument message = JsonDocument.Parse(value ?? "{}");
            if (message.RootElement.GetProperty("kind").ValueEquals("finished"))
                Console.Error.WriteLine(MemoryReading.Now());
            messages.WriteLine(value);
        }

        public override void Flush() => messages.Flush();
    }
}

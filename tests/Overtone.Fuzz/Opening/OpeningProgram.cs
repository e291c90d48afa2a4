using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Fuzz.Opening;

/// <summary>The child process: opens one model after the other, until one ends it.</summary>
internal static class OpeningProgram
{
    /// <summary>Models of the samples take images of this size.</summary>
    public static ClassifierOptions Options { get; } = new() { DataSize = new InputSize(3, 16, 16), Threads = 1 };

    public static int Serve()
    {
        set_num_threads(1);
        while (Console.In.ReadLine() is { } path)
        {
            Console.Out.WriteLine(Open(path).ToLine());
            Console.Out.Flush();
        }

        return 0;
    }

    private static OpeningAnswer Open(string path)
    {
        try
        {
            using IClassifier classifier = ClassifierFile.Open(path, options: Options);
            return new OpeningAnswer();
        }
        catch (InputFaultException fault)
        {
            return new OpeningAnswer(Refusal: [fault.File, fault.Field, fault.Found, fault.Expected]);
        }
        catch (Exception error)
        {
            return new OpeningAnswer(Error: error.ToString());
        }
    }
}

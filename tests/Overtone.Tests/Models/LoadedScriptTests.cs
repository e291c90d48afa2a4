using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public sealed class LoadedScriptTests
{
    [Fact]
    public void Scripts_are_told_apart_by_their_content_alone()
    {
        using var folder = new TemporaryFolder();
        string file = folder["model.pt"], same = folder["copy.pt"];
        int loaded = 0;
        LoadedScript first = Of(file, 1), again = Of(same, 1), other = Of(file, 2);
        Assert.Same(first, again);
        Assert.NotSame(first, other);
        Assert.Equal(2, loaded);

        // Equal in length and time, whatever the content.
        LoadedScript Of(string path, byte content)
        {
            File.WriteAllBytes(path, [content, .. Guid.Parse("6f1d0f3e-3f43-4b52-9d0e-6d2e6a8f4c11").ToByteArray()]);
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
            return LoadedScript.Of(path, CPU, NumberType.Float32, () =>
            {
                loaded++;
                return jit.load(Path.Combine(Cases.Models, "no-grad-class.pt"));
            });
        }
    }
}

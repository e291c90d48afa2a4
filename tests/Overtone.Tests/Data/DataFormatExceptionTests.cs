using Overtone.Data;

namespace Overtone.Tests.Data;

public class DataFormatExceptionTests
{
    [Fact]
    public void The_message_names_file_field_found_and_expected()
    {
        var fault = new DataFormatException("train-images.idx", "magic number", "2049", "2051 (images)");

        Assert.Equal("train-images.idx: magic number: found 2049, expected 2051 (images)", fault.Message);
        Assert.Equal(("train-images.idx", "magic number", "2049", "2051 (images)"), (fault.File, fault.Field, fault.Found, fault.Expected));
    }
}
